'use client';

import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react';
import { Alert } from './alert';
import { answerOf } from './answer-of';
import { Field } from './field';
import { type FormState, SEEN } from './form-state';
import { defaultsOf, typedValues, valuesOf } from './form-values';
import { ReloadButton } from './new-version';
import { useLeavingQuestion } from './use-leaving-question';

const State = createContext<FormState>({});

/** The state of the form around a field. */
export const useSent = (): FormState => useContext(State);

interface ActionFormProps {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  submit: string;
  label: string;
  children: ReactNode;
  variant?: 'main' | 'plain' | 'alert' | 'quiet';
  className?: string;
}

/** A form for a server action. Its fields show their own errors. Leaving it asks if something typed would be lost. */
export function ActionForm({ action, submit, label, children, variant = 'plain', className = 'grid grid-cols-1 gap-3' }: ActionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send, pending] = useActionState((before: FormState, data: FormData) => {
    const typed = typedValues(form.current!);
    return answerOf(() => action(before, data), typed);
  }, {});
  /** What the fields were before they were changed. A refused form has what was typed as its defaults. */
  const before = useRef('');
  useEffect(() => {
    if (!state.values) before.current = defaultsOf(form.current!);
  }, [state]);
  useLeavingQuestion(`“${label}”`, () => valuesOf(form.current!) !== (state.values ? before.current : defaultsOf(form.current!)));
  useEffect(() => {
    const wrong = form.current!.querySelector<HTMLElement>('[aria-invalid]');
    if (wrong) wrong.focus();
    else if (state.done) form.current!.querySelector('[role="status"]')!.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <State value={state}>
      <form ref={form} action={send} noValidate aria-label={label} className={className}>
        <Alert>{state.message}</Alert>
        {state.isOutdated && <ReloadButton className="justify-self-start" />}
        {children}
        {state.question && (
          <div role="alert" className="grid gap-3 rounded-lg bg-raised px-3.5 py-2.5 text-sm">
            {state.question.text}
            <button
              type="submit"
              name={state.question.name}
              value={state.question.value}
              className="button button-main justify-self-start"
              disabled={pending}
            >
              {state.question.button}
            </button>
          </div>
        )}
        <button type="submit" className={`button button-${variant} justify-self-start`} disabled={pending}>
          {submit}
        </button>
        {/* Clear of the tabs. */}
        <p role="status" className="scroll-mb-20 text-sm wrap-anywhere text-accent empty:hidden">
          {state.done}
        </p>
        {state.secret && <code className="block rounded-lg bg-raised px-3 py-2.5 text-sm break-all select-all">{state.secret}</code>}
      </form>
    </State>
  );
}

interface FormFieldProps {
  name: string;
  label: string;
  hint?: string;
  defaultValue?: string;
  className?: string;
}

interface TextFieldProps extends FormFieldProps {
  type?: 'text' | 'password' | 'email';
  autoComplete?: string;
  placeholder?: string;
  inputMode?: 'decimal';
}

export function TextField({ name, label, hint, defaultValue, className, type = 'text', autoComplete = 'off', ...input }: TextFieldProps) {
  const { errors, values } = useContext(State);
  return (
    <Field label={label} hint={hint} error={errors?.[name]} {...(className && { className })}>
      <input
        className="field"
        name={name}
        type={type}
        autoComplete={autoComplete}
        defaultValue={values?.[name] ?? defaultValue}
        {...input}
      />
    </Field>
  );
}

/** Sends what the form shows before it is changed, so that only what was changed is saved. */
export function SeenField({ seen }: { seen: Record<string, string> }) {
  const { values } = useContext(State);
  return <input type="hidden" name={SEEN} value={values?.[SEEN] ?? JSON.stringify(seen)} />;
}

/** Sends "on" if it is checked. */
export function CheckboxField({ name, label }: Pick<FormFieldProps, 'name' | 'label'>) {
  const { values } = useContext(State);
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm font-medium">
      <input type="checkbox" name={name} defaultChecked={values?.[name] === 'on'} className="size-4.5 accent-accent" />
      {label}
    </label>
  );
}

export function SelectField({ name, label, hint, defaultValue, className, children }: FormFieldProps & { children: ReactNode }) {
  const { errors, values } = useContext(State);
  const value = values?.[name] ?? defaultValue;
  return (
    <Field label={label} hint={hint} error={errors?.[name]} {...(className && { className })}>
      {/* The key recreates the select, which otherwise ignores a new default. */}
      <select key={value} className="field" name={name} defaultValue={value}>
        {children}
      </select>
    </Field>
  );
}
