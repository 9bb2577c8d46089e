import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidRequest } from './invalid-request.js';

/** Validates bodies, queries and path parameters with their schemas. */
export class SchemaValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: invalidRequest });
  }

  /** Leaves "constructor" and the like in place, for the strict schemas to refuse like any unknown field. */
  protected override stripProtoKeys(): void {}
}
