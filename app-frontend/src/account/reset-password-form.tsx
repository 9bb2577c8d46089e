'use client';

import { ActionForm, CheckboxField, TextField } from '@/ui/action-form';
import { Alert } from '@/ui/alert';
import { resetPassword } from './actions';
import { useLinkToken } from './link-token';

export function ResetPasswordForm() {
  const token = useLinkToken();
  if (token === '') return <Alert>This link is incomplete. Open it from the message again, or ask for a new one.</Alert>;
  return (
    <ActionForm action={resetPassword} submit="Set password" variant="main" label="New password">
      <input type="hidden" name="token" value={token ?? ''} />
      <TextField
        name="newPassword"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 12 characters. A phrase of a few words works well."
      />
      <CheckboxField name="revokeTokens" label="Also delete all API tokens" />
    </ActionForm>
  );
}
