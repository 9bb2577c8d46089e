'use client';

import { useEffect } from 'react';
import { CloseIcon } from './icons';

const SHOWN_MS = 10_000;

export interface Told {
  text: string;
  undo?: () => void;
}

/** What was just done, and the way back. */
export function Toast({ told, onClose }: { told: Told | undefined; onClose: () => void }) {
  useEffect(() => {
    if (!told) return undefined;
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told, onClose]);
  return (
    <div role="status">
      {told && (
        <div className="toast">
          <p className="min-w-0 flex-1 truncate py-3">{told.text}</p>
          {told.undo && (
            <button type="button" className="button px-3 font-semibold underline underline-offset-4" onClick={told.undo}>
              Undo
            </button>
          )}
          <button type="button" className="button w-11 px-0" aria-label="Close" onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
