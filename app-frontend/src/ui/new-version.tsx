'use client';

export const NEW_VERSION = 'There is a new version of this site.';

const reload = () => location.reload();

/** Reloads a page whose actions the site no longer has. */
export function ReloadButton({ className = '' }: { className?: string }) {
  return (
    <button type="button" className={`button button-main ${className}`} onClick={reload}>
      Reload
    </button>
  );
}
