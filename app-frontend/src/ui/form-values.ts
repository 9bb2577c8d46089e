type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Returns the values of a form's fields as text, to compare. What a browser filled in by itself counts as left alone. */
export const valuesOf = (form: HTMLFormElement): string =>
  JSON.stringify(shownFields(form).map((field) => (isFilledIn(field) ? defaultOf(field) : valueOf(field))));

/** Returns the values that the fields of a form have before someone changes them. */
export const defaultsOf = (form: HTMLFormElement): string => JSON.stringify(shownFields(form).map(defaultOf));

/** Returns what was typed into a form, to show again: without passwords. */
export const typedValues = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    fieldsOf(form).flatMap((field) => {
      if (field.type === 'password') return [];
      const value = valueOf(field);
      return [[field.name, typeof value === 'boolean' ? (value ? 'on' : '') : value]];
    }),
  );

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement) &&
      element.name !== '',
  );

/** Scripts change hidden fields, people don't. */
const shownFields = (form: HTMLFormElement): Field[] => fieldsOf(form).filter(({ type }) => type !== 'hidden');

const valueOf = (field: Field): string | boolean => (field.type === 'checkbox' ? (field as HTMLInputElement).checked : field.value);

function defaultOf(field: Field): string | boolean {
  if (field instanceof HTMLSelectElement)
    return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? '';
  if (field.type === 'checkbox') return (field as HTMLInputElement).defaultChecked;
  if (field instanceof HTMLTextAreaElement) return field.defaultValue;
  // Fields of some types change their value: colours are in lower case.
  const like = Object.assign(document.createElement('input'), { type: field.type, value: field.defaultValue });
  return like.value;
}

const isFilledIn = (field: Field): boolean => field.matches(':is(:autofill, :-webkit-autofill)');
