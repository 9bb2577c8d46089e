import type { Migration } from 'kysely/migration';
import * as expenses from './0001-expenses.js';
import * as ledger from './0002-ledger.js';
import * as access from './0003-access.js';
import * as keptSums from './0004-kept-sums.js';
import * as largeTables from './0005-large-tables.js';
import * as foldedText from './0006-folded-text.js';
import * as deletions from './0007-deletions.js';
import * as mailTokens from './0008-mail-tokens.js';
import * as tagSpellings from './0009-tag-spellings.js';
import * as unusedIndexes from './0010-unused-indexes.js';
import * as inlinedFolding from './0012-inlined-folding.js';

/**
 * A migration that only expands: the previous release must run on its schema, since a stage may be rolled back.
 * One that removes something exports `releaseAfter`, which says which earlier release stopped using it.
 */
export interface ExpandingMigration extends Migration {
  releaseAfter?: string;
  /** Runs outside a transaction, again if it was stopped: it must be repeatable. */
  outsideTransaction?: boolean;
}

/** Ordered by name. */
export const migrations: Record<string, ExpandingMigration> = {
  '0001-expenses': expenses,
  '0002-ledger': ledger,
  '0003-access': access,
  '0004-kept-sums': keptSums,
  '0005-large-tables': largeTables,
  '0006-folded-text': foldedText,
  '0007-deletions': deletions,
  '0008-mail-tokens': mailTokens,
  '0009-tag-spellings': tagSpellings,
  '0010-unused-indexes': unusedIndexes,
  '0012-inlined-folding': inlinedFolding,
};
