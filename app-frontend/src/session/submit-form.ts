import 'server-only';
import { revalidatePath } from 'next/cache';
import type { Api } from '@/api/client';
import { toFormState } from '@/ui/form-problem';
import type { FormState } from '@/ui/form-state';
import { asSignedIn } from './signed-in';

/** Runs a form's write and returns the form's new state. */
export async function submitForm(
  values: Record<string, string>,
  write: (client: Api) => Promise<unknown>,
  done: string,
  /** The form's fields, if not all of their values are shown again. */
  fields?: readonly string[],
): Promise<FormState> {
  try {
    await asSignedIn(write);
  } catch (error) {
    return toFormState(error, values, fields);
  }
  revalidatePath('/', 'layout');
  return { done };
}
