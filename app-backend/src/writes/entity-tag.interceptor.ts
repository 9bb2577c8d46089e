import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { entityTag, RETURNS_ETAG } from './entity-tag.js';

@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object> {
    if (!this.reflector.get<boolean>(RETURNS_ETAG, context.getHandler())) return next.handle();
    return next.handle().pipe(tap((entity) => void context.switchToHttp().getResponse<FastifyReply>().header('etag', entityTag(entity))));
  }
}
