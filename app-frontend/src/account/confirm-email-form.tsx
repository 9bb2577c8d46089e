'use client';

import { useActionState } from 'react';
import { Alert } from '@/ui/alert';
import { NavLink } from '@/ui/nav-link';
import { confirmEmail } from './actions';
import { useLinkToken } from './link-token';

/** Waits for a click: programs that check messages open links, too. */
export function ConfirmEmailForm() {
  const token = useLinkToken();
  const [{ message, done }, confirm, pending] = useActionState(confirmEmail, {});
  if (token === '') return <Alert>This link is incomplete. Open it from the message again.</Alert>;
  return (
    <form action={confirm} className="space-y-4">
      <Alert>{message}</Alert>
      <input type="hidden" name="token" value={token ?? ''} />
      {!done && (
        <button type="submit" className="button button-main w-full" disabled={pending}>
          Confirm
        </button>
      )}
      <p role="status" className="text-accent empty:hidden">
        {done}
      </p>
      {done && (
        <NavLink href="/" className="link inline-flex h-11 items-center">
          Go to your expenses
        </NavLink>
      )}
    </form>
  );
}
