/** The texts of a form, by the names of their fields; passwords are left as they were typed. */
export function formTexts<N extends string>(form: FormData, ...names: N[]): Record<N, string> {
  const entries = names.map((name) => {
    const text = String(form.get(name) ?? '');
    return [name, /password/i.test(name) ? text : text.trim()] as const;
  });
  return Object.fromEntries(entries) as Record<N, string>;
}
