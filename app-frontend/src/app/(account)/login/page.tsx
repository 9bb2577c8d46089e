import type { Metadata } from 'next';
import { AccountForm } from '@/account/account-form';
import { logIn } from '@/account/actions';
import { sendsMail } from '@/account/mail';

export const metadata: Metadata = { title: 'Log in' };

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const { next, password } = await searchParams;
  return (
    <>
      <div className="space-y-1.5">
        <h1 className="title">Welcome back</h1>
        {next && <p className="text-faint">Log in to continue where you left off.</p>}
        {password === 'new' && (
          <p role="status" className="text-accent">
            Your new password is set. Log in with it.
          </p>
        )}
      </div>
      <AccountForm action={logIn} isNew={false} canReset={sendsMail()} next={typeof next === 'string' ? next : undefined} />
    </>
  );
}
