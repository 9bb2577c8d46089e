import type { Metadata } from 'next';
import { ResetPasswordForm } from '@/account/reset-password-form';
import { NavLink } from '@/ui/nav-link';

export const metadata: Metadata = { title: 'Set a new password' };

export default function ResetPasswordPage() {
  return (
    <>
      <div className="space-y-1.5">
        <h1 className="title">Set a new password</h1>
        <p className="text-faint">This signs you out on all devices.</p>
      </div>
      <ResetPasswordForm />
      <NavLink href="/forgot-password" className="link inline-flex h-11 items-center self-center text-sm">
        Ask for a new link
      </NavLink>
    </>
  );
}
