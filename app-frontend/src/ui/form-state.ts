/** The field of a form with what it showed before it was changed, as JSON. */
export const SEEN = 'seen';

/** The state of a form after it was sent. */
export interface FormState {
  /** An error of the whole form. */
  message?: string;
  /** Errors by field name. */
  errors?: Record<string, string>;
  /** The values entered, to show again. */
  values?: Record<string, string>;
  /** A question to answer before the form is sent again: the button sends this name and value with it. */
  question?: { text: string; button: string; name: string; value: string };
  /** Whether only a reload helps. */
  isOutdated?: boolean;
  /** A success message. */
  done?: string;
  /** A secret that is shown only once. */
  secret?: string;
}
