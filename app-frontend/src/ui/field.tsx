import { cloneElement, type ReactElement, useId } from 'react';

interface FieldProps {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  children: ReactElement<{ id?: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string }>;
  /** Hides the label visually where the control is clear without it. */
  hasHiddenLabel?: boolean;
  className?: string;
  /** Hides a control that keeps its input. */
  hidden?: boolean;
}

/** A labelled control with its hint or error below. */
export function Field({ label, error, hint, children, hasHiddenLabel = false, className = '', hidden = false }: FieldProps) {
  const [id, descriptionId] = [useId(), useId()];
  return (
    <div className={`min-w-0 ${className}`} hidden={hidden}>
      <div className="font-medium">
        {/* Beside the control: within it, the options of a select would be part of the label. */}
        <label htmlFor={id} className={hasHiddenLabel ? 'sr-only' : 'mb-1.5 block text-sm'}>
          {label}
        </label>
        {cloneElement(children, {
          id,
          ...(error && { 'aria-invalid': true }),
          ...((error || hint) && { 'aria-describedby': descriptionId }),
        })}
      </div>
      {hint && !error && (
        <p id={descriptionId} className="mt-1.5 text-sm wrap-anywhere text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={descriptionId} role="alert" className="mt-1.5 text-sm wrap-anywhere text-alert">
          {error}
        </p>
      )}
    </div>
  );
}
