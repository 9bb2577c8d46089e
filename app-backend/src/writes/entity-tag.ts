import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problems.js';

export const IS_TAGGED = 'isTagged';

/** Its answer is one thing that people edit, and carries the tag of what it is now. */
export const Tagged = () => SetMetadata(IS_TAGGED, true);

/** Takes a tag as {@link IfMatch}, and says so in the OpenAPI document. */
export const Edits = () =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag that you last read; if the resource changed since, the request is refused with 412',
    schema: { type: 'string', example: '"Wm2yq0cJx1fK8tN5uHs7RbVd3eA"' },
  });

/** The tag that the thing has to have still, as If-Match tells. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'],
);

/** What an editor saw. */
export interface Seen {
  ifMatch?: string | undefined;
}

/** Changes whenever the thing does, whichever release changes it; what is only computed from other things is no part of it. */
export function entityTag({ balance: _balance, homeAmount: _homeAmount, ...own }: { balance?: unknown; homeAmount?: unknown }): string {
  return `"${createHash('sha256').update(JSON.stringify(own)).digest('base64url').slice(0, 27)}"`;
}

/** Refuses an edit of what is not any more what the editor saw. To be asked while nobody else can change it. */
export function checkMatch(ifMatch: string | undefined, now: object): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const seen = ifMatch.split(',').map((tag) => tag.trim());
  if (!seen.includes(entityTag(now))) throw new Problem('changed-meanwhile', 'It changed since you read it. Fetch it and retry.');
}
