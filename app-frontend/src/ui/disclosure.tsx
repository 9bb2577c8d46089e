import type { ReactNode } from 'react';

interface DisclosureProps {
  summary: string;
  /** Where the summary alone does not say enough to those who only listen. */
  label?: string;
  children: ReactNode;
  className?: string;
}

/** What is there when somebody asks for it; the browser's own, without a script. */
export function Disclosure({ summary, label, children, className = '' }: DisclosureProps) {
  return (
    <details className={`group/disclosure ${className}`}>
      <summary aria-label={label} className="flex h-11 min-w-11 items-center text-sm font-medium text-faint hover:text-ink">
        <span className="mr-2 inline-block transition-transform group-open/disclosure:rotate-90">›</span>
        {summary}
      </summary>
      <div className="pt-1 pb-4">{children}</div>
    </details>
  );
}
