import type { NewTransaction, Transaction } from '@/api/generated';
import { loginUrl } from '@/session/urls';
import { type Draft, emptyDraft } from './draft';
import type { Failure } from './outcome';
import { newKey, send } from './send';

/** An entry that the API has not acknowledged yet. */
export interface Item {
  id: string;
  draft: Draft;
  /** Typed, on its way to the API, or returned. */
  state: 'typed' | 'sending' | 'returned';
  /** What was sent first, and when. Sent again unchanged, it is entered once. */
  sent?: { entry: NewTransaction; key: string; at: number };
  failure?: Failure;
}

export interface Outbox {
  items: readonly Item[];
  /** The entries saved since the page was loaded, newest first. */
  saved: readonly Transaction[];
  /** Whether the browser stores nothing, as some do in private windows. */
  isVolatile: boolean;
  /** The item in the entry form, if the page has one. */
  formId: string | undefined;
}

/** The API forgets keys after 24 hours. */
const KEY_LIFETIME_MS = 23 * 60 * 60 * 1000;
const MAX_ITEMS = 200;

const EMPTY: Outbox = { items: [], saved: [], isVolatile: false, formId: undefined };

let outbox = EMPTY;
let person = '';
let isLeaving = false;
const listeners = new Set<() => void>();
/** Ends this tab's hold on an item. */
const releases = new Map<string, () => void>();

export const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const current = (): Outbox => outbox;
export const onServer = (): Outbox => EMPTY;

function set(change: Partial<Outbox>): void {
  outbox = { ...outbox, ...change };
  for (const listener of listeners) listener();
}

/** Shows what a person has not saved yet, and sends what waits. Others who sign in on this device never see it. */
export function open(id: string): void {
  if (id !== person) {
    for (const release of releases.values()) release();
    releases.clear();
    person = id;
    set({ ...EMPTY, formId: outbox.formId, isVolatile: !canStore() });
    for (const key of storedIds()) hold(key, () => load(key));
  }
  for (const item of outbox.items) if (item.state === 'returned' && item.failure?.isUnanswered) resend(item);
}

/** Keeps what is typed. */
export function keep(id: string, draft: Draft): void {
  const known = outbox.items.find((item) => item.id === id);
  if (!known) hold(id, () => undefined);
  put({ id, draft, state: 'typed', ...(known?.sent && { sent: known.sent }) });
}

export const isFull = (): boolean => outbox.items.length >= MAX_ITEMS;

/** Sends an entry. */
export function submit(id: string, draft: Draft, entry: NewTransaction): void {
  const known = outbox.items.find((item) => item.id === id);
  if (!known) hold(id, () => undefined);
  const isUnchanged = JSON.stringify(known?.sent?.entry) === JSON.stringify(entry);
  const sent = isUnchanged ? known!.sent! : { entry, key: newKey(), at: Date.now() };
  void transmit({ id, draft, state: 'sending', sent });
}

/** Sends an entry again as it was. */
export function resend({ id, draft, sent }: Item): void {
  if (sent) void transmit({ id, draft, state: 'sending', sent });
}

/** Takes an item that is not on its way into the form. What the form holds now stays among the items. */
export function edit(item: Item): void {
  outbox = { ...outbox, formId: item.id };
  put({ ...item, state: 'typed' });
}

export function setForm(formId: string | undefined): void {
  if (formId !== outbox.formId) set({ formId });
}

export function discard(id: string): void {
  set({ items: outbox.items.filter((item) => item.id !== id) });
  withStorage((storage) => storage.removeItem(storageKey(id)));
  releases.get(id)?.();
  releases.delete(id);
}

/** Takes back what was discarded. */
export function takeBack(item: Item): void {
  hold(item.id, () => undefined);
  put(item);
}

/** Removes everything of the person from this device. */
export function forget(): void {
  for (const id of [...outbox.items.map((item) => item.id), ...storedIds()]) discard(id);
}

/** Forgets a saved entry that was deleted. */
export const forgetSaved = (id: string): void => set({ saved: outbox.saved.filter((entry) => entry.id !== id) });

/** Whether leaving the page interrupts an entry. */
export const isWaiting = (): boolean =>
  !isLeaving &&
  outbox.items.some(
    ({ state, failure }) =>
      state === 'sending' || (state === 'returned' && failure?.isUnanswered === true) || (outbox.isVolatile && state === 'typed'),
  );

async function transmit(item: Item & Required<Pick<Item, 'sent'>>): Promise<void> {
  const sender = person;
  put(item);
  const outcome = await send<Transaction>({ type: 'add', body: item.sent.entry }, sender, item.sent.key);
  // Storage still has it.
  if (person !== sender) return;
  if ('done' in outcome) {
    discard(item.id);
    return set({ saved: [outcome.done, ...outbox.saved] });
  }
  // It is sent again after the login, or when this person is back.
  if (outcome.isSignedOut && !outbox.isVolatile) return leave(() => location.assign(loginUrl(location.pathname + location.search)));
  if (outcome.isOtherPerson && !outbox.isVolatile) return leave(() => location.reload());
  const { sent, ...unsent } = item;
  const isRefused = !outcome.isUnanswered && !outcome.isSignedOut && !outcome.isOtherPerson;
  put({ ...unsent, ...(!isRefused && { sent }), state: 'returned', failure: outcome });
}

/** Leaves without a question, since what waits is stored. */
function leave(go: () => void): void {
  isLeaving = true;
  go();
}

function put(item: Item): void {
  const isKnown = outbox.items.some(({ id }) => id === item.id);
  set({ items: isKnown ? outbox.items.map((other) => (other.id === item.id ? item : other)) : [...outbox.items, item] });
  withStorage((storage) => storage.setItem(storageKey(item.id), JSON.stringify(item)));
}

/** Loads an item that no other tab holds any more. */
function load(id: string): void {
  const item = parse(localStorage.getItem(storageKey(id)));
  if (!item) return discard(id);
  const { failure: _failure, ...unsent } = item;
  const isFresh = item.sent && Date.now() - item.sent.at < KEY_LIFETIME_MS;
  if (item.state === 'typed' || !item.sent) return put({ ...unsent, state: 'typed' });
  if (isFresh) return resend(item);
  put({ ...unsent, state: 'returned', failure: { message: 'It was sent more than a day ago.', errors: {}, isUnanswered: true } });
}

function parse(text: string | null): Item | undefined {
  try {
    const item = JSON.parse(text ?? '') as Item;
    // An item stored by another version may lack fields.
    return { ...item, draft: { ...emptyDraft('', ''), ...item.draft } };
  } catch {
    return undefined;
  }
}

/** Holds an item for this tab. Waits while another tab holds it: that one sends it, or is closed and leaves it. */
function hold(id: string, then: () => void): void {
  const holder = person;
  const run = () => person === holder && then();
  // Browsers offer locks only over HTTPS and on localhost.
  if (!navigator.locks) return void run();
  void navigator.locks.request(`entry ${id}`, () => {
    if (person !== holder) return undefined;
    return new Promise<void>((release) => {
      releases.set(id, release);
      run();
    });
  });
}

const storageKey = (id: string) => `entry:${person}:${id}`;

function storedIds(): string[] {
  const ids: string[] = [];
  withStorage((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(storageKey(''))) ids.push(key.slice(storageKey('').length));
  });
  return ids;
}

function canStore(): boolean {
  try {
    localStorage.setItem('entry', '');
    localStorage.removeItem('entry');
    return true;
  } catch {
    return false;
  }
}

/** Does nothing where the browser stores nothing, or has no more space. */
function withStorage(act: (storage: Storage) => void): void {
  try {
    act(localStorage);
  } catch {
    if (!outbox.isVolatile) set({ isVolatile: true });
  }
}
