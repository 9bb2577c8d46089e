import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import type { FormState } from './form-state';
import { NEW_VERSION } from './new-version';

/** Returns what an action answers. If it doesn't, the page stays as it is and says so. */
export async function answerOf(act: () => Promise<FormState>, values: Record<string, string> = {}): Promise<FormState> {
  try {
    return await act();
  } catch (error) {
    // Redirects are errors, too.
    unstable_rethrow(error);
    // The page is of another version of the site.
    if (unstable_isUnrecognizedActionError(error))
      return { message: `${NEW_VERSION} Your last change was not saved. Reload the page and try again.`, values, isOutdated: true };
    return { message: "Can't connect right now, so it isn't known whether this took effect.", values };
  }
}
