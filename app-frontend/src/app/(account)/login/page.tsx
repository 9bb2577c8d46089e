import type { Metadata } from 'next';
import { AccountForm } from '@/account/account-form';
import { logIn } from '@/account/actions';

export const metadata: Metadata = { title: 'Log in' };

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const { next } = await searchParams;
  return (
    <>
      <div className="space-y-1.5">
        <h1 className="title">Welcome back</h1>
        {next && <p className="text-faint">Log in to continue where you left off.</p>}
      </div>
      <AccountForm action={logIn} isNew={false} next={typeof next === 'string' ? next : undefined} />
    </>
  );
}
