/** Returns the text of a form field, or an empty string if there is no such field. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Returns the trimmed texts of form fields by name. Passwords are not trimmed. */
export function formTexts<N extends string>(form: FormData, ...names: N[]): Record<N, string> {
  const entries = names.map((name) => {
    const text = formText(form, name);
    return [name, /password/i.test(name) ? text : text.trim()] as const;
  });
  return Object.fromEntries(entries) as Record<N, string>;
}
