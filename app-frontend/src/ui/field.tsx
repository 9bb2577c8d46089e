import { cloneElement, type ReactElement, useId } from 'react';

interface FieldProps {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  children: ReactElement<{ 'aria-invalid'?: boolean; 'aria-describedby'?: string }>;
  /** Hides the label visually where the control is clear without it. */
  hasHiddenLabel?: boolean;
  className?: string;
}

/** A labelled control with its hint or error below. */
export function Field({ label, error, hint, children, hasHiddenLabel = false, className = '' }: FieldProps) {
  const descriptionId = useId();
  return (
    <div className={`min-w-0 ${className}`}>
      <label className="block text-sm font-medium">
        <span className={hasHiddenLabel ? 'sr-only' : 'mb-1.5 block'}>{label}</span>
        {cloneElement(children, { ...(error && { 'aria-invalid': true }), ...((error || hint) && { 'aria-describedby': descriptionId }) })}
      </label>
      {hint && !error && (
        <p id={descriptionId} className="mt-1.5 text-sm text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={descriptionId} role="alert" className="mt-1.5 text-sm text-alert">
          {error}
        </p>
      )}
    </div>
  );
}
