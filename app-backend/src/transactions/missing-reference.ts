import { isForeignKeyViolation } from '../database/violations.js';
import { notFound } from '../errors/problems.js';

/** Converts a foreign key violation: a category or account was deleted between check and write. */
export function rethrowMissingReference(error: unknown): never {
  if (isForeignKeyViolation(error)) {
    const column = error.constraint?.match(/_(category|account|to_account)_id_fkey$/)?.[1];
    if (column === 'category') throw notFound('category', [{ path: 'categoryId', message: 'must be one of your categories' }]);
    if (column)
      throw notFound('account', [{ path: column === 'account' ? 'accountId' : 'toAccountId', message: 'must be one of your accounts' }]);
  }
  throw error;
}
