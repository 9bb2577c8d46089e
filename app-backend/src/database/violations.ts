import pg from 'pg';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

export const isUniqueViolation = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION;

export const isForeignKeyViolation = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.code === FOREIGN_KEY_VIOLATION;

/** Recognises a write for a deleted person, whose access tokens outlive them. */
export const isAccountDeleted = (error: unknown): boolean =>
  isForeignKeyViolation(error) && (error.constraint ?? '').endsWith('person_id_fkey');

const INTERRUPTED = /^(57P0[123]|08...|57014|40P01)$/;

/** Recognises a broken connection, or a query that PostgreSQL ended. */
export const isInterruption = (error: unknown): boolean =>
  error instanceof Error &&
  (INTERRUPTED.test((error as { code?: string }).code ?? '') ||
    /^Connection terminated|ECONNRESET|EPIPE|Client has encountered a connection error/.test(error.message));
