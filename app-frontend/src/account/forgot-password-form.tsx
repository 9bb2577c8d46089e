'use client';

import { ActionForm, TextField } from '@/ui/action-form';
import { askForLink } from './actions';

export function ForgotPasswordForm() {
  return (
    <ActionForm action={askForLink} submit="Send link" variant="main" label="Forgotten password">
      <TextField name="email" label="Email" type="email" autoComplete="email" />
    </ActionForm>
  );
}
