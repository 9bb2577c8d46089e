import 'server-only';
import { ApiProblem, ApiUnreachable } from '@/api/problem';
import type { FormState } from './form-state';

/** What went wrong, as a form shows it; what nobody expects is thrown on. */
export function toFormState(error: unknown, values: Record<string, string>): FormState {
  if (error instanceof ApiUnreachable) return { message: 'The expenses service does not answer right now. Nothing was changed; try again in a moment.', values };
  if (!(error instanceof ApiProblem)) throw error;
  return error.errors.length > 0 ? { errors: error.fields, values } : { message: error.detail, values };
}
