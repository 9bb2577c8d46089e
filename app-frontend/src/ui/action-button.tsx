'use client';

import { useState, useTransition } from 'react';
import { Alert } from './alert';
import { answerOf } from './answer-of';
import { focusContent } from './focus';
import type { FormState } from './form-state';
import { announce } from './notices';

interface ActionButtonProps {
  label: string;
  children: string;
  act: () => Promise<FormState>;
  undo?: () => Promise<FormState>;
  /** Asked first. For what can't be undone. */
  question?: string;
  variant?: 'plain' | 'alert';
  className?: string;
}

/** A button that acts at once or after a question, and says what it did, which may remove it. */
export function ActionButton({ label, children, act, undo, question, variant = 'plain', className = '' }: ActionButtonProps) {
  const [pending, startTransition] = useTransition();
  const [problem, setProblem] = useState<string>();
  const run = (action: () => Promise<FormState>, canUndo: boolean) =>
    startTransition(async () => {
      const { done, message } = await answerOf(action);
      startTransition(() => setProblem(message));
      if (!done) return;
      focusContent();
      announce({ text: done, ...(canUndo && undo && { action: { label: 'Undo', run: () => run(undo, false) } }) });
    });
  const press = () => {
    if (question === undefined || confirm(question)) run(act, true);
  };
  return (
    <div className={`grid gap-3 ${className}`}>
      <Alert>{problem}</Alert>
      <button type="button" className={`button button-${variant} justify-self-start`} aria-label={label} disabled={pending} onClick={press}>
        {children}
      </button>
    </div>
  );
}
