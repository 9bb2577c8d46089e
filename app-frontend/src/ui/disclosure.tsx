import type { MouseEvent, ReactNode } from 'react';
import { NextIcon } from './icons';

interface DisclosureProps {
  summary: string;
  /** A label for screen readers where the summary alone is unclear. */
  label?: string;
  children: ReactNode;
  className?: string;
  isOpen?: boolean;
  /** Padding below the content. */
  padding?: string;
  /** Whether opening it moves the focus to its first field. */
  hasFocus?: boolean;
}

/** On phones, a field shows the keyboard only if it gets the focus within the tap. */
function openAndFocus(event: MouseEvent<HTMLElement>): void {
  const details = event.currentTarget.parentElement as HTMLDetailsElement;
  if (details.open) return;
  event.preventDefault();
  details.open = true;
  details.querySelector('input')!.focus();
}

/** Content that expands on demand, with the browser's own element. */
export function Disclosure({ summary, label, children, className = '', isOpen = false, padding = 'pb-4', hasFocus }: DisclosureProps) {
  return (
    <details open={isOpen} className={`group/disclosure ${className}`}>
      <summary
        aria-label={label}
        onClick={hasFocus ? openAndFocus : undefined}
        className="-ml-1 flex h-11 min-w-11 items-center gap-1 text-sm font-medium text-faint hover:text-ink"
      >
        <span className="transition-transform group-open/disclosure:rotate-90 [&>svg]:size-4">
          <NextIcon />
        </span>
        {summary}
      </summary>
      <div className={`pt-1 ${padding}`}>{children}</div>
    </details>
  );
}
