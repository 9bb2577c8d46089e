import type { ReactNode } from 'react';

interface FieldProps {
  label: string;
  error?: string | undefined;
  children: ReactNode;
  className?: string;
}

/** A label around its control, and what is wrong with it below. */
export function Field({ label, error, children, className = '' }: FieldProps) {
  return (
    <div className={className}>
      <label className="block text-sm font-medium">
        <span className="mb-1.5 block">{label}</span>
        {children}
      </label>
      {error && <p className="mt-1.5 text-sm text-alert">{error}</p>}
    </div>
  );
}
