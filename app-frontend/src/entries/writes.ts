import 'server-only';
import { type Api, unwrap } from '@/api/client';
import {
  bulkDelete,
  bulkEdit,
  bulkRestore,
  type Transaction,
  type TransactionChange,
  transactionsChange,
  transactionsCreate,
  transactionsGet,
} from '@/api/generated';
import { ApiProblem, describeProblem, isWaking } from '@/api/problem';
import { SessionEnded, withSession } from '@/session/signed-in';
import type { Failure, Outcome, SentWrite, Write } from './outcome';

/** Executes a write for the person who typed it, who may not be the one who is signed in now. */
export async function executeWrite({ write, key, person }: SentWrite): Promise<Outcome> {
  try {
    return await withSession((client, signedIn) => (signedIn === person ? execute(client, write, key) : OTHER_PERSON));
  } catch (error) {
    if (error instanceof SessionEnded)
      return {
        message: 'Your session has ended. Log in again in another tab, then retry here.',
        errors: {},
        isUnanswered: false,
        isSignedOut: true,
      };
    if (isWaking(error)) return { message: 'The expenses service is not responding right now.', errors: {}, isUnanswered: true };
    if (error instanceof ApiProblem) return { message: describeProblem(error), errors: error.fields, isUnanswered: false };
    throw error;
  }
}

const OTHER_PERSON: Failure = { message: 'Someone else is signed in now.', errors: {}, isUnanswered: false, isOtherPerson: true };

async function execute(client: Api, write: Write, key: string): Promise<Outcome> {
  const headers = { 'Idempotency-Key': key };
  switch (write.type) {
    case 'add':
      return { done: await unwrap(transactionsCreate({ client, body: write.body, headers })) };
    case 'change':
      return changeUnlessChanged(client, write.base, write.change, key);
    case 'change-all':
      return { done: await unwrap(bulkEdit({ client, body: { ids: write.ids, change: write.change }, headers })) };
    case 'remove':
      return { done: await unwrap(bulkDelete({ client, body: { ids: write.ids }, headers })) };
    case 'restore':
      return { done: await unwrap(bulkRestore({ client, body: { ids: write.ids }, headers })) };
  }
}

/** Changes a transaction if it still is what the editor saw. Otherwise the editor chooses between both. */
async function changeUnlessChanged(client: Api, base: Transaction, change: TransactionChange, key: string): Promise<Outcome> {
  const { id } = base;
  const read = transactionsGet({ client, path: { id } });
  const now = await unwrap(read);
  const etag = isSame(now, base) ? (await read).response?.headers.get('etag') : undefined;
  // Also sent if it can't match: the API answers a write that had taken effect before its answer was lost by its key.
  const headers = { 'If-Match': etag ?? '"changed"', 'Idempotency-Key': key };
  try {
    return { done: await unwrap(transactionsChange({ client, path: { id }, body: change, headers })) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
    return conflict(await unwrap(transactionsGet({ client, path: { id } })));
  }
}

const conflict = (now: Transaction): Failure => ({
  message: 'This entry was changed elsewhere since you opened it.',
  errors: {},
  isUnanswered: false,
  conflict: now,
});

/** Ignores the value in the home currency, which is computed from other data. */
const isSame = (one: Transaction, other: Transaction): boolean =>
  JSON.stringify({ ...one, homeAmount: null }) === JSON.stringify({ ...other, homeAmount: null });
