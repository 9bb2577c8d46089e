import 'server-only';
import { ApiProblem, describeProblem, isWaking } from '@/api/problem';
import type { FormState } from './form-state';

/** Turns an error into a form's state. Rethrows unexpected errors. An error of none of the form's fields becomes its message. */
export function toFormState(error: unknown, values: Record<string, string>, fields: readonly string[] = Object.keys(values)): FormState {
  if (isWaking(error))
    return {
      message: "The expenses service did not answer in time, so it isn't known whether this was saved. Reload the page to see.",
      values,
    };
  if (!(error instanceof ApiProblem)) throw error;
  const rest = Object.entries(error.fields).filter(([name]) => !fields.includes(name));
  const errors = Object.fromEntries(Object.entries(error.fields).filter(([name]) => fields.includes(name)));
  if (Object.keys(errors).length === 0) return { message: describeProblem(error), values };
  return { ...(rest.length > 0 && { message: rest.map(([, text]) => text).join(' ') }), errors, values };
}
