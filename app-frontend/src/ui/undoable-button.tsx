'use client';

import { useTransition } from 'react';
import { focusContent } from './focus';
import type { FormState } from './form-state';
import { announce } from './notices';

interface UndoableButtonProps {
  label: string;
  children: string;
  act: () => Promise<FormState>;
  undo: () => Promise<FormState>;
}

/** A button that acts at once, says what it did, and can be undone. */
export function UndoableButton({ label, children, act, undo }: UndoableButtonProps) {
  const [pending, startTransition] = useTransition();
  const run = (action: () => Promise<FormState>, canUndo: boolean) =>
    startTransition(async () => {
      const { done, message = '' } = await action();
      if (done) focusContent();
      announce({ text: done ?? message, ...(done && canUndo && { action: { label: 'Undo', run: () => run(undo, false) } }) });
    });
  return (
    <button type="button" className="button button-alert" aria-label={label} disabled={pending} onClick={() => run(act, true)}>
      {children}
    </button>
  );
}
