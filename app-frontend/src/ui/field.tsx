import type { ReactNode } from 'react';

interface FieldProps {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  children: ReactNode;
  className?: string;
}

/** A label around its control, and what is wrong with it below. */
export function Field({ label, error, hint, children, className = '' }: FieldProps) {
  return (
    <div className={`min-w-0 ${className}`}>
      <label className="block text-sm font-medium">
        <span className="mb-1.5 block">{label}</span>
        {children}
      </label>
      {hint && !error && <p className="mt-1.5 text-sm text-faint">{hint}</p>}
      {error && (
        <p role="alert" className="mt-1.5 text-sm text-alert">
          {error}
        </p>
      )}
    </div>
  );
}
