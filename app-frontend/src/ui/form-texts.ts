/** The text of a form's field; empty if the form has no such field. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The texts of a form, by the names of their fields; passwords are left as they were typed. */
export function formTexts<N extends string>(form: FormData, ...names: N[]): Record<N, string> {
  const entries = names.map((name) => {
    const text = formText(form, name);
    return [name, /password/i.test(name) ? text : text.trim()] as const;
  });
  return Object.fromEntries(entries) as Record<N, string>;
}
