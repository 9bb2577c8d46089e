/** What a form is told after it was sent. */
export interface FormState {
  /** What went wrong with all of it. */
  message?: string;
  /** By the name of the field. */
  errors?: Record<string, string>;
  /** What was entered, to be shown again. */
  values?: Record<string, string>;
  /** What was done. */
  done?: string;
  /** Told this once. */
  secret?: string;
}
