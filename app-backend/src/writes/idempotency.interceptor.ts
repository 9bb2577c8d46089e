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

const IS_NEVER_KEPT = 'isNeverKept';

/** Says so in the OpenAPI document. */
export const NEVER_KEPT = 'x-answer-never-kept';

/** A secret is in what it asks or answers, of which nothing may be kept: a key is not heeded. */
export const NeverKept = () => applyDecorators(SetMetadata(IS_NEVER_KEPT, true), ApiExtension(NEVER_KEPT, true));

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A write that is sent again with the same Idempotency-Key is done once, and gets the answer that the first one got. What is written and its answer
 * are kept in one transaction: there is no moment at which one is there without the other. A write that failed has changed nothing, and is tried anew.
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
      READS.includes(request.method) ||
      this.reflector.get<boolean>(IS_NEVER_KEPT, context.getHandler())
    )
      return next.handle();
    if (typeof key !== 'string' || !/^[!-~]{1,255}$/.test(key))
      throw invalidRequest([
        { path: ['Idempotency-Key'], message: 'must be 1 to 255 printable ASCII characters without spaces, such as a UUID' },
      ]);

    const answer = await this.database.atomically(async () => {
      await this.keys.forgetOld(personId);
      if (!(await this.keys.take(personId, key, hashOf(request)))) return this.given(personId, key, request, context);
      const given = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.keys.keep(personId, key, given === undefined ? null : JSON.stringify(given));
      return given;
    });
    return of(answer);
  }

  private async given(personId: string, key: string, request: FastifyRequest, context: ExecutionContext): Promise<object | undefined> {
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
