import 'server-only';
import { revalidatePath } from 'next/cache';
import type { Api } from '@/api/client';
import { toFormState } from '@/ui/form-problem';
import type { FormState } from '@/ui/form-state';
import { asSignedIn } from './signed-in';

/** Does what a form asks for, and tells the form what became of it. */
export async function submitForm(
  values: Record<string, string>,
  write: (client: Api) => Promise<unknown>,
  done: string,
): Promise<FormState> {
  try {
    await asSignedIn(write);
  } catch (error) {
    return toFormState(error, values);
  }
  revalidatePath('/', 'layout');
  return { done };
}
