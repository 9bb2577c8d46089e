import { createHash } from 'node:crypto';
import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { IdempotencyKey } from '../entities/idempotency-key.entity.js';

const DAY_MS = 24 * 60 * 60 * 1000;

@Injectable()
export class IdempotencyService {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs a write once per key, in one transaction with the stored answer, and answers repeats with it. */
  once<T>(personId: string, key: string | undefined, request: object, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      if (key === undefined) return work(manager);
      await manager.delete(IdempotencyKey, { personId, createdAt: LessThan(new Date(Date.now() - DAY_MS)) });
      const requestHash = createHash('sha256').update(JSON.stringify(request)).digest();
      const claimed = await manager
        .createQueryBuilder()
        .insert()
        .into(IdempotencyKey)
        .values({ personId, key, requestHash })
        .orIgnore()
        .returning('key')
        .execute();
      if ((claimed.raw as unknown[]).length === 0) return this.replay<T>(manager, personId, key, requestHash);
      const answer = await work(manager);
      await manager.update(IdempotencyKey, { personId, key }, { answer: JSON.stringify(answer) });
      return answer;
    });
  }

  private async replay<T>(manager: EntityManager, personId: string, key: string, requestHash: Buffer): Promise<T> {
    const known = await manager.findOneByOrFail(IdempotencyKey, { personId, key });
    if (!known.requestHash.equals(requestHash)) throw new UnprocessableEntityException('The Idempotency-Key was used for another request.');
    return JSON.parse(known.answer!) as T;
  }
}
