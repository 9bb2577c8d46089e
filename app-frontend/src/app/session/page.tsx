import type { Metadata } from 'next';
import { Renewal } from '@/session/renewal';
import { returnPath } from '@/session/return-path';
import { Logo } from '@/ui/logo';

export const metadata: Metadata = { title: 'One moment' };

/** Renews an expired access token, then returns to the page. */
export default async function RenewalPage({ searchParams }: PageProps<'/session'>) {
  const { next } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-5">
      <Logo />
      <Renewal next={returnPath(typeof next === 'string' ? next : null)} />
    </main>
  );
}
