import { createHash } from 'node:crypto';
import { applyDecorators, type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { Database } from '../database/database.js';
import { Problem } from '../errors/problems.js';
import { invalidRequest } from '../validation/invalid-request.js';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';

const IGNORES_IDEMPOTENCY_KEY = 'ignoresIdempotencyKey';

/** OpenAPI extension that marks such operations. */
export const IGNORES_IDEMPOTENCY_KEY_EXTENSION = 'x-answer-never-kept';

/** Ignores the Idempotency-Key: request or answer contains a secret, which must not be stored. */
export const IgnoresIdempotencyKey = () =>
  applyDecorators(SetMetadata(IGNORES_IDEMPOTENCY_KEY, true), ApiExtension(IGNORES_IDEMPOTENCY_KEY_EXTENSION, true));

const RUNS_CONCURRENTLY = 'runsConcurrently';

/**
 * Lets a person's writes of this kind with keys run at the same time. Only for one that locks the person last: two that go on to lock
 * something else could wait for each other.
 */
export const RunsConcurrently = () => SetMetadata(RUNS_CONCURRENTLY, true);

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Executes a write with an Idempotency-Key once and answers repeats with the first answer. The write and its answer are stored in one
 * transaction, so neither exists without the other. A failed write changes nothing and can be repeated.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly keys: IdempotencyKeysRepository,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<object | undefined>): Promise<Observable<object | undefined>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const { personId } = request;
    if (
      key === undefined ||
      personId === undefined ||
      SAFE_METHODS.includes(request.method) ||
      this.reflector.get<boolean>(IGNORES_IDEMPOTENCY_KEY, context.getHandler())
    )
      return next.handle();
    if (typeof key !== 'string' || !/^[!-~]{1,255}$/.test(key))
      throw invalidRequest([
        { path: ['Idempotency-Key'], message: 'must be 1 to 255 printable ASCII characters without spaces, such as a UUID' },
      ]);

    const isConcurrent = this.reflector.get<boolean>(RUNS_CONCURRENTLY, context.getHandler());
    let stored: Promise<void> | undefined;
    const answer = await this.database.atomically(async () => {
      if (!(await this.keys.claim(personId, key, hashOf(request), { isConcurrent }))) return this.replay(personId, key, request, context);
      const result = await lastValueFrom(next.handle(), { defaultValue: undefined });
      // Sent together with the commit, which PostgreSQL turns into a rollback if this fails.
      stored = this.keys.storeAnswer(personId, key, result === undefined ? null : JSON.stringify(result));
      stored.catch(() => undefined);
      return result;
    });
    await stored;
    return of(answer);
  }

  private async replay(personId: string, key: string, request: FastifyRequest, context: ExecutionContext): Promise<object | undefined> {
    const { request_hash, answer } = await this.keys.find(personId, key);
    if (!request_hash.equals(hashOf(request)))
      throw new Problem(
        'key-reused',
        'This Idempotency-Key was used for another request in the last 24 hours. Create a new key for each write.',
      );
    void context.switchToHttp().getResponse<FastifyReply>().header('idempotent-replayed', 'true');
    return answer === null ? undefined : (JSON.parse(answer) as object);
  }
}

const hashOf = ({ method, url, body }: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest();
