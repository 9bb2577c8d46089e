import type { Metadata } from 'next';
import { AccountForm } from '@/account/account-form';
import { logIn } from '@/account/actions';

export const metadata: Metadata = { title: 'Log in' };

export default function LoginPage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Welcome back</h1>
      <AccountForm action={logIn} isNew={false} />
    </>
  );
}
