'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useEffectEvent, useRef, useState, useTransition } from 'react';
import { addMonths, daysOf, formatMonth, isMonth } from '@/days/month';
import { CategoryOptions } from '@/entries/category-options';
import type { Choices } from '@/entries/choices';
import { plainAmount } from '@/money/money';
import { Disclosure } from '@/ui/disclosure';
import { Field } from '@/ui/field';
import { mayLeave } from '@/ui/leaving';
import { NavLink } from '@/ui/nav-link';
import { type Filter, isFiltered, monthOf, readFilter, transactionsUrl } from './filter';

/** The months offered to go to. Dates reach further back. */
const MONTHS = 36;

interface FilterFormProps {
  filter: Filter;
  choices: Choices;
  thisMonth: string;
  locale: string;
}

/** A native form, which works without scripts. With scripts, everything but text applies at once. */
export function FilterForm({ filter, choices, thisMonth, locale }: FilterFormProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  /** The dates that are typed in part, which their fields return as none. */
  const [incomplete, setIncomplete] = useState<string[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const isDetailed = Boolean(
    filter.from ?? filter.to ?? filter.accountId ?? filter.tag ?? filter.min ?? filter.max ?? filter.rate ?? filter.sort,
  );

  // The fields are not created anew, so that they keep the focus. They follow links to other filters, except while one types in them.
  const values: Record<string, string | undefined> = { ...filter, month: monthOf(filter) };
  const fill = () => {
    for (const field of form.current!.elements)
      if (field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field !== document.activeElement))
        field.value = values[field.name] ?? '';
  };
  const showValues = useEffectEvent(fill);
  const url = transactionsUrl(filter);
  useEffect(() => showValues(), [url]);

  const apply = (open: 'push' | 'replace', change: Filter = {}) => {
    const incomplete = [...form.current!.elements].flatMap((field) =>
      field instanceof HTMLInputElement && field.validity.badInput ? [field.name] : [],
    );
    setIncomplete(incomplete);
    if (incomplete.length > 0) return;
    if (!mayLeave()) return fill();
    const { month: _month, ...entered } = Object.fromEntries(new FormData(form.current!)) as Record<string, string>;
    startTransition(() => router[open](transactionsUrl(readFilter({ ...entered, ...change })), { scroll: false }));
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    apply('push');
  };

  // Text fields apply on Enter.
  const change = ({ target }: FormEvent<HTMLFormElement>) => {
    if (target instanceof HTMLSelectElement)
      apply('push', target.name === 'month' ? (isMonth(target.value) ? daysOf(target.value) : { from: '', to: '' }) : {});
    // Each digit that is typed makes another date, so the one before is no step to come back to.
    else if (target instanceof HTMLInputElement && target.type === 'date' && isTyped(target)) apply('replace');
  };

  const errorOf = (name: string) => (incomplete.includes(name) ? 'Complete this date, or clear it.' : undefined);
  const zero = plainAmount(0, choices.home, locale);
  const shown = monthOf(filter);
  const recent = Array.from({ length: MONTHS }, (_, index) => addMonths(thisMonth, -index));
  const months = shown && !recent.includes(shown) ? [...recent, shown] : recent;

  return (
    <search>
      <form ref={form} action="/transactions" onSubmit={submit} onChange={change} noValidate aria-busy={pending} className="space-y-1">
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-[minmax(0,2fr)_1fr_1fr_1fr]">
          <div className="col-span-2 flex gap-2 sm:col-span-3 lg:col-span-1">
            <Field label="Search entries" hasHiddenLabel className="flex-1">
              <input className="field" type="search" name="text" placeholder="Search entries" defaultValue={filter.text} />
            </Field>
            <button type="submit" className="button button-plain">
              Search
            </button>
          </div>
          <Field label="Month" hasHiddenLabel className="max-sm:col-span-2">
            <select className="field" name="month" defaultValue={shown ?? ''}>
              <option value="">{filter.from || filter.to ? 'Other dates' : 'All months'}</option>
              {months.map((month, index) => (
                <option key={month} value={month}>
                  {formatMonth(month, locale)}
                  {['\u2003this month', '\u2003last month'][index]}
                </option>
              ))}
            </select>
          </Field>
          <Field label="Kind" hasHiddenLabel>
            <select className="field" name="kind" defaultValue={filter.kind ?? ''}>
              <option value="">All kinds</option>
              <option value="expense">Expenses</option>
              <option value="income">Income</option>
              <option value="transfer">Transfers</option>
            </select>
          </Field>
          <Field label="Category" hasHiddenLabel>
            <select className="field" name="categoryId" defaultValue={filter.categoryId ?? ''}>
              <option value="">All categories</option>
              <option value="none">No category</option>
              <CategoryOptions categories={choices.categories} />
            </select>
          </Field>
        </div>
        <div className="relative">
          <Disclosure summary="More filters and sorting" isOpen={isDetailed} padding="">
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              <Field label="From" error={errorOf('from')}>
                <input className="field" type="date" name="from" defaultValue={filter.from} />
              </Field>
              <Field label="To" error={errorOf('to')}>
                <input className="field" type="date" name="to" defaultValue={filter.to} />
              </Field>
              <Field label="Account">
                <select className="field" name="accountId" defaultValue={filter.accountId ?? ''}>
                  <option value="">All</option>
                  {choices.accounts.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label="Tag">
                <select className="field" name="tag" defaultValue={filter.tag ?? ''}>
                  <option value="">All</option>
                  {[...new Set([...(filter.tag ? [filter.tag] : []), ...choices.tags])].map((tag) => (
                    <option key={tag}>{tag}</option>
                  ))}
                </select>
              </Field>
              <Field label={`At least (${choices.home})`}>
                <input className="field tabular-nums" name="min" inputMode="decimal" placeholder={zero} defaultValue={filter.min} />
              </Field>
              <Field label={`At most (${choices.home})`}>
                <input className="field tabular-nums" name="max" inputMode="decimal" placeholder={zero} defaultValue={filter.max} />
              </Field>
              <Field label="Exchange rate">
                <select className="field" name="rate" defaultValue={filter.rate ?? ''}>
                  <option value="">All</option>
                  <option value="none">Missing</option>
                </select>
              </Field>
              <Field label="Sort by">
                <select className="field" name="sort" defaultValue={filter.sort ?? ''}>
                  <option value="">Newest first</option>
                  <option value="oldest">Oldest first</option>
                  <option value="largest">Largest first</option>
                  <option value="smallest">Smallest first</option>
                </select>
              </Field>
            </div>
          </Disclosure>
          {isFiltered(filter) && (
            <NavLink href="/transactions" className="link absolute top-0 right-0 inline-flex h-11 items-center text-sm">
              Clear filters
            </NavLink>
          )}
        </div>
      </form>
    </search>
  );
}

/** Whether a date is typed in full, or removed. While its year is typed, it passes through the first centuries. */
const isTyped = ({ value, validity }: HTMLInputElement): boolean => (value === '' ? !validity.badInput : isMonth(value.slice(0, 7)));
