'use client';

import { type FormEvent, startTransition, useActionState } from 'react';
import type { Theme } from '@/preferences/themes';
import { answerOf } from '@/ui/answer-of';
import { Field } from '@/ui/field';
import { announce } from '@/ui/notices';
import { chooseTheme } from './actions';

export function ThemeChoice({ theme }: { theme: Theme }) {
  const [, choose] = useActionState(chooseTheme, {});

  const apply = ({ target, currentTarget }: FormEvent<HTMLFormElement>) => {
    document.documentElement.dataset.theme = (target as HTMLSelectElement).value;
    const form = new FormData(currentTarget);
    startTransition(async () => {
      const { message } = await answerOf(() => chooseTheme({}, form));
      if (message) announce({ text: message });
    });
  };

  return (
    <form action={choose} onChange={apply} aria-label="Appearance" className="flex flex-wrap items-end gap-3">
      <Field label="Appearance" className="flex-1">
        {/* The key recreates the select, which otherwise ignores a new default. */}
        <select key={theme} className="field" name="theme" defaultValue={theme}>
          <option value="system">Same as the device</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </Field>
      <button type="submit" className="button button-plain hidden noscript:inline-flex">
        Apply
      </button>
    </form>
  );
}
