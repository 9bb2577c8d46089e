'use client';

import type { Notice } from './toast';

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
export const failureNotice = ({ message, isOutdated }: { message: string; isOutdated?: boolean }): Notice =>
  isOutdated ? { text: message, action: { label: 'Reload', run: reload }, isSticky: true } : { text: message };
