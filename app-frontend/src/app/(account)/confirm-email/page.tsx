import type { Metadata } from 'next';
import { ConfirmEmailForm } from '@/account/confirm-email-form';

export const metadata: Metadata = { title: 'Confirm your email address' };

export default function ConfirmEmailPage() {
  return (
    <>
      <div className="space-y-1.5">
        <h1 className="title">Confirm your email address</h1>
        <p className="text-faint">Your account then uses this address: to log in, and for messages.</p>
      </div>
      <ConfirmEmailForm />
    </>
  );
}
