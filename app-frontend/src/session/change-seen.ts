import 'server-only';
import type { Api } from '@/api/client';
import { toFormState } from '@/ui/form-problem';
import { type FormState, SEEN } from '@/ui/form-state';
import { formText } from '@/ui/form-texts';
import { asSignedIn } from './signed-in';
import { submitForm } from './submit-form';

type Texts = Record<string, string>;

interface Edit {
  form: FormData;
  /** The form's values, to show them again. */
  values: Texts;
  /** The same as they are compared, if they differ. */
  edited?: Texts;
  /** Reads what the thing has now, as its form shows it. */
  read: (client: Api) => Promise<Texts>;
  /** How a message shows a value. */
  describe?: (name: string, text: string) => string;
  /** Sends the changed fields. */
  write: (client: Api, isChanged: (name: string) => boolean) => Promise<unknown>;
}

/** Saves only what was changed in a form, and asks before that replaces what was changed elsewhere meanwhile. */
export async function changeSeen({ form, values, edited = values, read, describe = (_, text) => text, write }: Edit): Promise<FormState> {
  const seen = seenIn(form);
  // Pages of an earlier release don't say what they showed.
  const isChanged = (name: string) => !seen || edited[name] !== seen[name];
  if (!Object.keys(edited).some(isChanged)) return { done: 'Saved.' };
  let now: Texts;
  try {
    now = await asSignedIn(read);
  } catch (error) {
    return toFormState(error, values);
  }
  const replaced = Object.keys(edited).filter((name) => seen && isChanged(name) && now[name] !== seen[name] && now[name] !== edited[name]);
  if (replaced.length === 0) return submitForm(values, (client) => write(client, isChanged), 'Saved.');
  const message = (name: string) =>
    `Changed elsewhere to “${describe(name, now[name]!)}” since you opened this page. Save again to replace that.`;
  return {
    // Saved again, it replaces what the message shows.
    values: { ...values, [SEEN]: JSON.stringify({ ...seen, ...Object.fromEntries(replaced.map((name) => [name, now[name]])) }) },
    errors: Object.fromEntries(replaced.map((name) => [name, message(name)])),
  };
}

/** Returns what a form showed before it was changed. */
export function seenIn(form: FormData): Texts | undefined {
  try {
    return JSON.parse(formText(form, SEEN)) as Texts;
  } catch {
    return undefined;
  }
}
