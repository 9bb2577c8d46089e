import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isUniqueViolation } from '../database/violations.js';
import { DeletionsRepository } from '../deletions/deletions.repository.js';
import { notFound, Problem } from '../errors/problems.js';
import { checkMatch, type Precondition } from '../writes/entity-tag.js';
import { CategoriesRepository } from './categories.repository.js';
import {
  type Category,
  type CategoryChange,
  type CategoryList,
  type CategoryRestoration,
  type NewCategory,
  toCategory,
} from './category.schema.js';

@Injectable()
export class CategoriesService {
  constructor(
    private readonly database: Database,
    private readonly categories: CategoriesRepository,
    private readonly deletions: DeletionsRepository,
  ) {}

  async list(personId: string): Promise<CategoryList> {
    return { items: (await this.categories.list(personId)).map(toCategory) };
  }

  async get(personId: string, id: string): Promise<Category> {
    const row = await this.categories.find(personId, id);
    if (!row) throw notFound('category');
    return toCategory(row);
  }

  create(personId: string, values: NewCategory): Promise<Category> {
    return this.database.atomically(async () => {
      await this.categories.lock(personId);
      await this.checkParent(personId, values.parentId);
      const row = await this.categories.create(personId, values);
      if (!row) throw nameTaken(values.name);
      return toCategory(row);
    });
  }

  change(personId: string, id: string, values: CategoryChange, { ifMatch }: Precondition): Promise<Category> {
    return this.database.atomically(async () => {
      await this.categories.lock(personId);
      checkMatch(ifMatch, await this.get(personId, id));
      await this.checkParent(personId, values.parentId, id);
      const row = await this.categories.change(personId, id, values).catch((error: unknown) => {
        throw isUniqueViolation(error) ? nameTaken(values.name) : error;
      });
      return toCategory(row);
    });
  }

  delete(personId: string, id: string, { ifMatch }: Precondition): Promise<void> {
    return this.database.atomically(async () => {
      await this.categories.lock(personId);
      checkMatch(ifMatch, await this.get(personId, id));
      await this.deletions.keepCategory(personId, id);
      await this.categories.delete(personId, id);
    });
  }

  /** Restores a deleted category, also on its transactions and subcategories. */
  restore(personId: string, id: string): Promise<CategoryRestoration> {
    return this.database.atomically(async () => {
      await this.categories.lock(personId);
      const count = await this.deletions.restoreCategory(personId, id).catch((error: unknown) => {
        throw isUniqueViolation(error)
          ? new Problem('name-taken', 'Another category has this name now. Rename it, then restore this one.')
          : error;
      });
      if (count === undefined) throw new Problem('not-found', 'This category can no longer be restored. Add it again.');
      return { count };
    });
  }

  private async checkParent(personId: string, parentId: string | null | undefined, id?: string): Promise<void> {
    if (!parentId) return;
    const parent = await this.categories.find(personId, parentId);
    if (!parent) throw notFound('category', [{ path: 'parentId', message: 'must be one of your categories' }]);
    if (parent.parent_id || parentId === id) throw thirdLevel('must be a top-level category');
    if (id && (await this.categories.hasChildren(personId, id))) throw thirdLevel('must be null for a category that has subcategories');
  }
}

const thirdLevel = (message: string) =>
  new Problem('invalid-request', `parentId ${message}. Categories have two levels.`, [{ path: 'parentId', message }]);

const nameTaken = (name: string | undefined) =>
  new Problem('name-taken', `A category named "${name}" exists. Choose another name.`, [{ path: 'name', message: 'is taken' }]);
