'use client';

import Link from 'next/link';
import { useActionState, useRef } from 'react';
import { CurrencyOptions } from '@/money/currency-options';
import { Alert } from '@/ui/alert';
import { answerOf } from '@/ui/answer-of';
import { Field } from '@/ui/field';
import type { FormState } from '@/ui/form-state';
import { typedValues } from '@/ui/form-values';

interface AccountFormProps {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  isNew: boolean;
  /** Whether a forgotten password can be replaced. */
  canReset?: boolean;
  /** The path to continue to. */
  next?: string | undefined;
}

/** The sign-up and log-in form. Only sign-up has a name and a currency. */
export function AccountForm({ action, isNew, canReset = false, next }: AccountFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [{ message, errors, values }, submit, pending] = useActionState((before: FormState, data: FormData) => {
    const typed = typedValues(form.current!);
    return answerOf(() => action(before, data), typed);
  }, {});
  return (
    <form ref={form} action={submit} className="space-y-4" noValidate>
      <Alert>{message}</Alert>
      {next && <input type="hidden" name="next" value={next} />}
      {isNew && (
        <Field label="Name" error={errors?.name}>
          <input className="field" name="name" autoComplete="name" placeholder="Optional" defaultValue={values?.name} />
        </Field>
      )}
      <Field label="Email" error={errors?.email}>
        <input className="field" name="email" type="email" autoComplete="email" required defaultValue={values?.email} />
      </Field>
      <Field
        label="Password"
        error={errors?.password}
        hint={isNew ? 'At least 12 characters. A phrase of a few words works well.' : undefined}
      >
        <input className="field" name="password" type="password" autoComplete={isNew ? 'new-password' : 'current-password'} required />
      </Field>
      {isNew && (
        <Field label="Currency" error={errors?.homeCurrency} hint="Your monthly totals use this currency. You can change it later.">
          <select className="field" name="homeCurrency" defaultValue={values?.homeCurrency ?? 'EUR'} key={values?.homeCurrency}>
            <CurrencyOptions used={[]} />
          </select>
        </Field>
      )}
      <button type="submit" className="button button-main w-full" disabled={pending}>
        {isNew ? 'Create account' : 'Log in'}
      </button>
      {canReset && (
        <p className="text-center text-sm">
          <Link href="/forgot-password" className="link inline-flex h-11 items-center">
            Forgot password?
          </Link>
        </p>
      )}
      <p className="text-center text-sm text-faint">
        {isNew ? 'Already have an account? ' : 'New here? '}
        <Link href={isNew ? '/login' : '/sign-up'} className="link inline-flex h-11 items-center">
          {isNew ? 'Log in' : 'Create an account'}
        </Link>
      </p>
    </form>
  );
}
