import type { Metadata } from 'next';
import { renewalOf } from '@/session/addresses';
import { returnAddress } from '@/session/return-address';
import { Logo } from '@/ui/logo';
import { Waking } from '@/ui/waking';

export const metadata: Metadata = { title: 'Waking up' };

/** Where somebody waits whose session can't be renewed yet. */
export default async function WakingPage({ searchParams }: PageProps<'/waking'>) {
  const { next } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-5">
      <Logo />
      <Waking onwards={renewalOf(returnAddress(typeof next === 'string' ? next : null))} />
    </main>
  );
}
