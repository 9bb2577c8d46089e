'use client';

import { useEffect, useRef } from 'react';
import { focusContent } from './focus';
import { CloseIcon } from './icons';

const SHOWN_MS = 10_000;

export interface Notice {
  text: string;
  /** A button, such as Undo. */
  action?: { label: string; run: () => void };
  /** Whether it says that an entry is saved: on phones, typing the next one closes it. */
  isAboutSaved?: boolean;
}

/** A toast with what was just done and how to undo it. */
export function Toast({ notice, onClose }: { notice: Notice | undefined; onClose: (notice: undefined) => void }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => {
      if (element.current?.contains(document.activeElement)) focusContent();
      onClose(undefined);
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, onClose]);
  return (
    <div role="status" ref={element}>
      {notice && (
        <div className="toast">
          <p className="min-w-0 flex-1 py-3 wrap-anywhere">{notice.text}</p>
          {notice.action && (
            <button
              type="button"
              className="button px-3 font-semibold underline underline-offset-4"
              onClick={() => {
                focusContent();
                notice.action?.run();
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button
            type="button"
            className="button w-11 px-0"
            aria-label="Close"
            onClick={() => {
              focusContent();
              onClose(undefined);
            }}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
