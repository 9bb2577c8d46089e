'use client';

import { current, forget } from '@/entries/outbox';
import { ActionForm, TextField } from '@/ui/action-form';
import type { FormState } from '@/ui/form-state';
import { deleteMe } from './actions';

/** Deletes the account, and what was not saved from this device. */
export function DeleteAccount() {
  const remove = async (state: FormState, form: FormData): Promise<FormState> => {
    const { length } = current().items;
    if (length > 0 && !confirm(`${length === 1 ? '1 entry is' : `${length} entries are`} not saved yet and will be deleted too. Continue?`))
      return {};
    try {
      return await deleteMe(state, form);
    } catch (error) {
      // The action redirects once the account is deleted.
      if (String((error as { digest?: string }).digest).startsWith('NEXT_REDIRECT')) forget();
      throw error;
    }
  };
  return (
    <ActionForm action={remove} submit="Delete account" variant="alert" label="Delete your account">
      <TextField name="password" label="Confirm your password" type="password" autoComplete="current-password" />
    </ActionForm>
  );
}
