'use client';

import { useEffect } from 'react';
import { CloseIcon } from './icons';

const SHOWN_MS = 10_000;

export interface Told {
  text: string;
  /** The way back, or on. */
  action?: { name: string; act: () => void };
  /** Until somebody closes it: what would else be lost. */
  stays?: boolean;
}

/** What was just done, and the way back. */
export function Toast({ told, onClose }: { told: Told | undefined; onClose: (told: undefined) => void }) {
  useEffect(() => {
    if (!told || told.stays) return undefined;
    const timer = setTimeout(() => onClose(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told, onClose]);
  return (
    <div role="status">
      {told && (
        <div className="toast">
          <p className="min-w-0 flex-1 py-3 wrap-anywhere">{told.text}</p>
          {told.action && (
            <button type="button" className="button px-3 font-semibold underline underline-offset-4" onClick={told.action.act}>
              {told.action.name}
            </button>
          )}
          <button type="button" className="button w-11 px-0" aria-label="Close" onClick={() => onClose(undefined)}>
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
