import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { SignedInRequest } from './auth.guard.js';

export const PersonId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<SignedInRequest>().personId,
);
