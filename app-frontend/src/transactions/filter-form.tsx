'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useTransition } from 'react';
import { CategoryOptions } from '@/entries/category-options';
import type { Choices } from '@/entries/choices';
import { Disclosure } from '@/ui/disclosure';
import { Field } from '@/ui/field';
import { NavLink } from '@/ui/nav-link';
import { type Filter, isFiltered, readFilter, transactionsUrl } from './filter';

/** A native form, which works without scripts. With scripts, a select applies at once. */
export function FilterForm({ filter, choices }: { filter: Filter; choices: Choices }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const isDetailed = Boolean(
    filter.from ?? filter.to ?? filter.accountId ?? filter.tag ?? filter.min ?? filter.max ?? filter.rate ?? filter.sort,
  );

  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => router.push(transactionsUrl(readFilter(Object.fromEntries(form) as Record<string, string>)), { scroll: false }));
  };

  return (
    <search>
      <form
        key={transactionsUrl(filter)}
        action="/transactions"
        onSubmit={apply}
        // Text fields apply on Enter.
        onChange={(event) => event.target instanceof HTMLSelectElement && event.currentTarget.requestSubmit()}
        aria-busy={pending}
        className="space-y-1"
      >
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,2fr)_1fr_1fr]">
          <div className="flex gap-2 max-sm:col-span-2">
            <Field label="Search entries" hasHiddenLabel className="flex-1">
              <input className="field" type="search" name="text" placeholder="Search entries" defaultValue={filter.text} />
            </Field>
            <button type="submit" className="button button-plain">
              Search
            </button>
          </div>
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
        <div className="flex items-start justify-between gap-x-4">
          <Disclosure summary="More filters and sorting" isOpen={isDetailed} padding="" className="min-w-0 flex-1">
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              <Field label="From">
                <input className="field" type="date" name="from" defaultValue={filter.from} />
              </Field>
              <Field label="To">
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
                <input className="field tabular-nums" name="min" inputMode="decimal" placeholder="0.00" defaultValue={filter.min} />
              </Field>
              <Field label={`At most (${choices.home})`}>
                <input className="field tabular-nums" name="max" inputMode="decimal" placeholder="0.00" defaultValue={filter.max} />
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
            <NavLink href="/transactions" className="link inline-flex h-11 items-center text-sm">
              Clear filters
            </NavLink>
          )}
        </div>
      </form>
    </search>
  );
}
