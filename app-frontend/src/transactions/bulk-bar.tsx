'use client';

import { useRef } from 'react';
import type { BulkEdit } from '@/api/generated';
import { CategoryOptions } from '@/entries/category-options';
import type { Choices } from '@/entries/choices';
import { toTags } from '@/entries/to-entry';
import { formText } from '@/ui/form-texts';
import { useLeavingQuestion } from '@/ui/use-leaving-question';

interface BulkBarProps {
  count: number;
  choices: Choices;
  pending: boolean;
  onChange: (change: BulkEdit['change']) => void;
  onRemove: () => void;
  onClear: () => void;
}

/** Reads the change from the form. Fields left alone are not part of it. */
export function toChange(form: FormData): BulkEdit['change'] {
  const text = (name: string) => formText(form, name).trim();
  const idOrNone = (value: string) => (value === 'none' ? null : value);
  const [categoryId, accountId, addTags] = [text('categoryId'), text('accountId'), toTags(text('addTags'))];
  return {
    ...(categoryId && { categoryId: idOrNone(categoryId) }),
    ...(accountId && { accountId: idOrNone(accountId) }),
    ...(addTags.length > 0 && { addTags }),
  };
}

/** A form that changes all selected entries. */
export function BulkBar({ count, choices, pending, onChange, onRemove, onClear }: BulkBarProps) {
  const form = useRef<HTMLFormElement>(null);
  useLeavingQuestion('the selected entries', () => Object.keys(toChange(new FormData(form.current!))).length > 0);
  return (
    <form
      ref={form}
      // A form action would empty the fields, also if the change is refused.
      onSubmit={(event) => {
        event.preventDefault();
        onChange(toChange(new FormData(event.currentTarget)));
      }}
      noValidate
      aria-label="Edit selected entries"
      className="card sticky bottom-18 z-10 flex flex-wrap items-center gap-2 border-edge/60 p-2 shadow-lg sm:pl-4 sm:bottom-4"
    >
      <p aria-live="polite" className="mr-auto text-sm max-sm:w-full max-sm:px-1 max-sm:pt-1 font-medium whitespace-nowrap">
        {count} selected
      </p>
      <select
        className="field max-sm:w-[calc(50%-0.25rem)] sm:w-40"
        name="categoryId"
        aria-label="Category for all selected"
        defaultValue=""
      >
        <option value="">Category …</option>
        <option value="none">None</option>
        <CategoryOptions categories={choices.categories} />
      </select>
      <select className="field max-sm:w-[calc(50%-0.25rem)] sm:w-40" name="accountId" aria-label="Account for all selected" defaultValue="">
        <option value="">Account …</option>
        <option value="none">None</option>
        {choices.accounts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <input className="field sm:w-32" name="addTags" aria-label="Tags for all selected" placeholder="Add tags" autoComplete="off" />
      <div className="flex gap-1 max-sm:w-full max-sm:justify-end">
        <button type="submit" className="button button-main" disabled={pending}>
          Apply
        </button>
        <button type="button" className="button button-alert" disabled={pending} onClick={onRemove}>
          Delete
        </button>
        <button type="button" className="button button-quiet px-3" onClick={onClear}>
          Clear
        </button>
      </div>
    </form>
  );
}
