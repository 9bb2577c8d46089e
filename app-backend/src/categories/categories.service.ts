import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Cache } from '../cache/cache.js';
import { notFound, Problem } from '../errors/problems.js';
import { CategoriesRepository } from './categories.repository.js';
import { type Category, type CategoryList, categoryList, toCategory } from './category.schema.js';

/** How long a list may be old when Redis is lost just as it changes. */
const LIST_SECONDS = 60;
const VERSION_SECONDS = 24 * 60 * 60;
const UNIQUE_VIOLATION = '23505';

@Injectable()
export class CategoriesService {
  constructor(
    private readonly categories: CategoriesRepository,
    private readonly cache: Cache,
  ) {}

  async list(personId: string): Promise<CategoryList> {
    // The version is settled before the rows are read: a list that a change overtakes is kept under the old version, and never found.
    const key = `categories:${personId}:${(await this.cache.get(versionKey(personId))) ?? (await this.newVersion(personId))}`;
    const known = await this.cache.get(key);
    if (known) return categoryList.parse(JSON.parse(known));
    const list = { items: (await this.categories.list(personId)).map(toCategory) };
    await this.cache.set(key, JSON.stringify(list), LIST_SECONDS);
    return list;
  }

  async create(personId: string, name: string): Promise<Category> {
    const row = await this.categories.create(personId, name);
    if (!row) throw nameTaken(name);
    return this.changed(personId, toCategory(row));
  }

  async rename(personId: string, id: string, name: string): Promise<Category> {
    const row = await this.categories.rename(personId, id, name).catch((error: unknown) => {
      throw error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION ? nameTaken(name) : error;
    });
    if (!row) throw notFound('category');
    return this.changed(personId, toCategory(row));
  }

  async delete(personId: string, id: string): Promise<void> {
    if (!(await this.categories.delete(personId, id))) throw notFound('category');
    await this.changed(personId, undefined);
  }

  private async changed<T>(personId: string, result: T): Promise<T> {
    await this.newVersion(personId);
    return result;
  }

  private async newVersion(personId: string): Promise<string> {
    const version = randomUUID();
    await this.cache.set(versionKey(personId), version, VERSION_SECONDS);
    return version;
  }
}

const versionKey = (personId: string) => `categories:${personId}`;

const nameTaken = (name: string) => new Problem('name-taken', `There is a category "${name}" already.`);
