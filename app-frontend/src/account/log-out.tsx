'use client';

import type { FormEvent } from 'react';
import { current, forget } from '@/entries/outbox';
import { mayLeave } from '@/ui/leaving';
import { logOut } from './actions';

/** Logs out, and removes from this device what was not saved. */
export function LogOut({ className }: { className: string }) {
  const ask = (event: FormEvent) => {
    const { length } = current().items;
    const entries = length === 1 ? '1 entry is' : `${length} entries are`;
    if (!mayLeave() || (length > 0 && !confirm(`${entries} not saved yet. Log out and delete ${length === 1 ? 'it' : 'them'}?`)))
      event.preventDefault();
    else forget();
  };
  return (
    <form action={logOut} onSubmit={ask}>
      <button type="submit" className={className}>
        Log out
      </button>
    </form>
  );
}
