import type { ReactNode } from 'react';
import { Logo } from './logo';

/** A page with a single message. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-5">
      <Logo />
      <h1 className="title">{title}</h1>
      {children}
    </main>
  );
}
