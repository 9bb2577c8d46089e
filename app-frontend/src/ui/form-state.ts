/** The state of a form after it was sent. */
export interface FormState {
  /** An error of the whole form. */
  message?: string;
  /** Errors by field name. */
  errors?: Record<string, string>;
  /** The values entered, to show again. */
  values?: Record<string, string>;
  /** A success message. */
  done?: string;
  /** A secret that is shown only once. */
  secret?: string;
}
