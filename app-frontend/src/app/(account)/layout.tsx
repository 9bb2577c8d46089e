import type { ReactNode } from 'react';
import { Logo } from '@/ui/logo';

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-8 px-5 py-10">
      <Logo />
      {children}
    </main>
  );
}
