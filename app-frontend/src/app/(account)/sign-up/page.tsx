import type { Metadata } from 'next';
import { AccountForm } from '@/account/account-form';
import { signUp } from '@/account/actions';

export const metadata: Metadata = { title: 'Create an account' };

export default function SignUpPage() {
  return (
    <>
      <h1 className="title">Know what you spend</h1>
      <AccountForm action={signUp} isNew />
    </>
  );
}
