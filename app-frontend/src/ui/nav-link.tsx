'use client';

import Link, { useLinkStatus } from 'next/link';
import type { ComponentProps } from 'react';
import { mayLeave } from './leaving';

/** A link without prefetching, so that a page never shows older data. It asks before what is typed in a form is lost. */
export function NavLink({ children, ...link }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} onNavigate={(event) => !mayLeave() && event.preventDefault()} {...link}>
      {children}
      <Pending />
    </Link>
  );
}

function Pending() {
  const { pending } = useLinkStatus();
  return pending ? <span role="progressbar" aria-label="Loading" className="pending" /> : null;
}
