'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';
import { formatAmount, parseAmount } from '@/money/money';
import { focusContent } from '@/ui/focus';
import { mayLeave } from '@/ui/leaving';
import { announce } from '@/ui/notices';
import type { Draft } from './draft';
import { current, discard, edit, isWaiting, type Item, onServer, open, resend, subscribe, takeBack } from './outbox';

interface UnsavedEntriesProps {
  /** The person who is signed in. */
  person: string;
  locale: string;
}

export const MAYBE_SAVED = "It may not be saved. You can safely try again; it won't be entered twice.";

/** Describes why an entry came back. */
export const describeFailure = ({ failure }: Item): string =>
  failure ? `${failure.message} ${failure.isUnanswered ? MAYBE_SAVED : 'It was not saved.'}` : 'It is not added yet.';

/** The entries that are not saved, on every page. Leaving asks while one is on its way. */
export function UnsavedEntries({ person, locale }: UnsavedEntriesProps) {
  const router = useRouter();
  const { items, saved, isVolatile, formId } = useSyncExternalStore(subscribe, current, onServer);
  useEffect(() => {
    open(person);
    const ask = (event: BeforeUnloadEvent) => isWaiting() && event.preventDefault();
    const retry = () => open(person);
    addEventListener('beforeunload', ask);
    addEventListener('online', retry);
    return () => {
      removeEventListener('beforeunload', ask);
      removeEventListener('online', retry);
    };
  }, [person]);
  const latest = saved[0]?.id;
  useEffect(() => {
    if (latest) router.refresh();
  }, [latest, router]);

  const shown = items.filter(({ state, id }) => state !== 'sending' && id !== formId);
  if (shown.length === 0 && !(isVolatile && items.length > 0)) return null;
  return (
    <section aria-label="Not saved yet" role="status" className="card mb-5 divide-y divide-line">
      {isVolatile && (
        <p className="px-4 py-3 text-sm">This browser stores nothing for this site. Keep the page open until your entries are saved.</p>
      )}
      {shown.map((item) => (
        <div key={item.id} className="flex flex-wrap items-center gap-x-2 py-2 pr-2 pl-4">
          <p className="min-w-0 flex-1 py-1 text-sm wrap-anywhere">
            <span className="font-medium">{summaryOf(item.draft, locale)}</span>: {describeFailure(item)}
          </p>
          {item.sent && (
            <button type="button" className="button button-quiet px-3" onClick={() => resend(item)}>
              Try again
            </button>
          )}
          <button
            type="button"
            className="button button-quiet px-3"
            onClick={() => {
              if (!formId && !mayLeave()) return;
              edit(item);
              if (!formId) router.push('/');
            }}
          >
            Edit
          </button>
          <button
            type="button"
            className="button button-quiet px-3"
            onClick={() => {
              discard(item.id);
              focusContent();
              announce({
                text: `Discarded ${summaryOf(item.draft, locale)}`,
                action: { label: 'Undo', run: () => takeBack(item) },
              });
            }}
          >
            Discard
          </button>
        </div>
      ))}
    </section>
  );
}

function summaryOf({ amount, currency, payee }: Draft, locale: string): string {
  const parsed = parseAmount(amount, currency, locale);
  return [('error' in parsed ? amount : formatAmount(parsed.minorUnits, currency, locale)) || 'No amount', payee]
    .filter(Boolean)
    .join(' · ');
}
