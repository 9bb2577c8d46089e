import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problems.js';

export const RETURNS_ETAG = 'returnsETag';

/** Adds an ETag to the answer, which is one editable resource. */
export const ReturnsETag = () => SetMetadata(RETURNS_ETAG, true);

/** Documents If-Match in the OpenAPI document; {@link IfMatch} reads it. */
export const AcceptsIfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag that you last read; if the resource changed since, the request is refused with 412',
    schema: { type: 'string', example: '"Wm2yq0cJx1fK8tN5uHs7RbVd3eA"' },
  });

/** The ETag that the resource must still have. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'],
);

/** What the editor last read. */
export interface Precondition {
  ifMatch?: string | undefined;
}

/** Computes the ETag: it changes with the resource, in any release, but not with values computed from other resources. */
export function entityTag({ balance: _balance, homeAmount: _homeAmount, ...own }: { balance?: unknown; homeAmount?: unknown }): string {
  return `"${createHash('sha256').update(JSON.stringify(own)).digest('base64url').slice(0, 27)}"`;
}

/** Rejects an edit of a resource that changed since the editor read it. Call it while the resource is locked. */
export function checkMatch(ifMatch: string | undefined, now: object): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const accepted = ifMatch.split(',').map((tag) => tag.trim());
  if (!accepted.includes(entityTag(now))) throw new Problem('changed-meanwhile', 'It changed since you read it. Fetch it and retry.');
}
