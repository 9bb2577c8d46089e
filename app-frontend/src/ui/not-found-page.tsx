import type { ReactNode } from 'react';
import { MessagePage } from './message-page';

interface NotFoundPageProps {
  title: string;
  /** What is wrong with the address. */
  children: ReactNode;
  /** A link to go on with. */
  href: string;
  link: string;
}

export function NotFoundPage({ title, children, href, link }: NotFoundPageProps) {
  return (
    <MessagePage title={title}>
      <p className="text-faint">{children}</p>
      {/* A plain link: every page loads the scripts of this one too, and would load those of Next.js's links twice. */}
      <a href={href} className="link inline-flex h-11 items-center">
        {link}
      </a>
    </MessagePage>
  );
}
