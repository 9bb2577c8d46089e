import type { ReactNode } from 'react';
import { NavLink } from './nav-link';

interface EmptyProps {
  title: string;
  children: ReactNode;
  /** Where to begin. */
  href?: string;
  action?: string;
}

/** Where there is nothing to show: what will stand here, and how it gets here. */
export function Empty({ title, children, href, action }: EmptyProps) {
  return (
    <div className="card flex flex-col items-center gap-1.5 px-5 py-12 text-center text-balance">
      <p className="font-medium">{title}</p>
      <p className="max-w-md text-faint">{children}</p>
      {href && (
        <NavLink href={href} className="button button-main mt-4">
          {action}
        </NavLink>
      )}
    </div>
  );
}
