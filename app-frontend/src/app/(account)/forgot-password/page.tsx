import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ForgotPasswordForm } from '@/account/forgot-password-form';
import { sendsMail } from '@/account/mail';
import { NavLink } from '@/ui/nav-link';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPasswordPage() {
  if (!sendsMail()) notFound();
  return (
    <>
      <div className="space-y-1.5">
        <h1 className="title">Forgot your password?</h1>
        <p className="text-faint">We send you a link to set a new one.</p>
      </div>
      <ForgotPasswordForm />
      <NavLink href="/login" className="link inline-flex h-11 items-center self-center text-sm">
        Back to login
      </NavLink>
    </>
  );
}
