import 'server-only';
import { ApiProblem, isWaking } from '@/api/problem';
import type { FormState } from './form-state';

/** Turns an error into a form's state. Rethrows unexpected errors. */
export function toFormState(error: unknown, values: Record<string, string>): FormState {
  if (isWaking(error))
    return {
      message: 'The expenses service is waking up, which takes up to half a minute. Nothing was changed; try again in a moment.',
      values,
    };
  if (!(error instanceof ApiProblem)) throw error;
  return Object.keys(error.fields).length > 0 ? { errors: error.fields, values } : { message: error.detail, values };
}
