import type { Migration } from 'kysely/migration';
import * as expenses from './0001-expenses.js';
import * as ledger from './0002-ledger.js';
import * as access from './0003-access.js';

/**
 * A migration only expands: the release before it has to run on what it leaves, since a stage may be sent back to it.
 * One that takes something away exports `releaseAfter`: which release stopped using it, at least one before.
 */
export interface CarefulMigration extends Migration {
  releaseAfter?: string;
}

/** In order of their names. */
export const migrations: Record<string, CarefulMigration> = {
  '0001-expenses': expenses,
  '0002-ledger': ledger,
  '0003-access': access,
};
