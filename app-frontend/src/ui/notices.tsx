'use client';

import { useCallback, useLayoutEffect, useSyncExternalStore } from 'react';
import { type Notice, Toast } from './toast';

let notice: Notice | undefined;
/** Who sees the notices. */
let reader = '';
const listeners = new Set<() => void>();

/** Shows a notice in place of the one before. It outlives the control it is about, and the page. */
export function announce(next: Notice | undefined): void {
  notice = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const current = () => notice;

/** Takes a notice away that says that an entry is saved. */
export function closeSaved(): void {
  if (notice?.isAboutSaved) announce(undefined);
}

/** The notices of all pages. Those of one person are not for the next. */
export function Notices({ person }: { person: string }) {
  useLayoutEffect(() => {
    if (reader !== person) announce(undefined);
    reader = person;
  }, [person]);
  const shown = useSyncExternalStore(subscribe, current, () => undefined);
  return <Toast notice={shown} onClose={useCallback(() => announce(undefined), [])} />;
}
