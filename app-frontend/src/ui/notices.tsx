'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { type Notice, Toast } from './toast';

let notice: Notice | undefined;
const listeners = new Set<() => void>();

/** Shows a notice that outlives the control it is about. */
export function announce(next: Notice | undefined): void {
  notice = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The notices of a page. */
export function Notices() {
  const shown = useSyncExternalStore(
    subscribe,
    () => notice,
    () => undefined,
  );
  return <Toast notice={shown} onClose={useCallback(() => announce(undefined), [])} />;
}
