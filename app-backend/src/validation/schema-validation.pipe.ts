import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidRequest } from './invalid-request.js';

/** Validates bodies, queries and path parameters with their schemas. */
export class SchemaValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: invalidRequest });
  }

  protected override stripProtoKeys(): void {
    // The strict schemas refuse "constructor" and the like as any unknown field.
  }
}
