import type { ReactNode } from 'react';
import { NavLink } from './nav-link';

interface EmptyProps {
  title: string;
  children: ReactNode;
  /** A link to start with. */
  href?: string;
  action?: string;
}

/** An empty state: what belongs here and how to add it. */
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
