'use client';

import type { Told } from './toast';

export const NEW_VERSION = 'There is a new version of this site.';

const reload = () => location.reload();

/** The way on from a page that the site no longer knows the actions of. */
export function ReloadButton({ className = '' }: { className?: string }) {
  return (
    <button type="button" className={`button button-main ${className}`} onClick={reload}>
      Reload
    </button>
  );
}

/** What didn't work, and the way on. */
export const toldOfFailure = ({ message, isOutdated }: { message: string; isOutdated?: boolean }): Told =>
  isOutdated ? { text: message, action: { name: 'Reload', act: reload }, stays: true } : { text: message };
