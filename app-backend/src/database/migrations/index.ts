import type { Migration } from 'kysely/migration';
import * as expenses from './0001-expenses.js';

/** In order of their names. A migration only expands: the release before it has to run on what it leaves. */
export const migrations: Record<string, Migration> = {
  '0001-expenses': expenses,
};
