'use client';

import Link from 'next/link';
import { useActionState } from 'react';
import { Alert } from '@/ui/alert';
import { Field } from '@/ui/field';
import type { FormState } from '@/ui/form-state';

interface AccountFormProps {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  isNew: boolean;
}

/** Signing up and logging in: the same fields but for the name. */
export function AccountForm({ action, isNew }: AccountFormProps) {
  const [{ message, errors, values }, submit, pending] = useActionState(action, {});
  return (
    <form action={submit} className="space-y-4" noValidate>
      <Alert>{message}</Alert>
      {isNew && (
        <Field label="Name" error={errors?.['name']}>
          <input className="field" name="name" autoComplete="name" placeholder="Optional" defaultValue={values?.['name']} />
        </Field>
      )}
      <Field label="Email" error={errors?.['email']}>
        <input className="field" name="email" type="email" autoComplete="email" required defaultValue={values?.['email']} />
      </Field>
      <Field label="Password" error={errors?.['password']}>
        <input className="field" name="password" type="password" autoComplete={isNew ? 'new-password' : 'current-password'} required />
      </Field>
      {isNew && <p className="text-sm text-faint">At least 12 characters. A few words are easier to keep than a riddle.</p>}
      <button type="submit" className="button button-main w-full" disabled={pending}>
        {isNew ? 'Create account' : 'Log in'}
      </button>
      <p className="pt-2 text-center text-sm text-faint">
        {isNew ? 'Already have an account? ' : 'New here? '}
        <Link href={isNew ? '/login' : '/sign-up'} className="font-medium text-accent underline-offset-4 hover:underline">
          {isNew ? 'Log in' : 'Create an account'}
        </Link>
      </p>
    </form>
  );
}
