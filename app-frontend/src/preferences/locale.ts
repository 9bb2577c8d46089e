/** Returns the first language of the header if it is valid, otherwise English. Digits are always 0 to 9, as in text fields. */
export function preferredLocale(acceptLanguage: string | null): string {
  const [wanted] = (acceptLanguage ?? '').split(/[,;]/);
  try {
    const locale = new Intl.Locale(wanted?.trim() || 'en');
    const { numberingSystem } = new Intl.NumberFormat(locale).resolvedOptions();
    return (numberingSystem === 'latn' ? locale : new Intl.Locale(locale, { numberingSystem: 'latn' })).toString();
  } catch {
    return 'en';
  }
}

/** Returns the locale for texts with words, such as dates: the site is in English, and only the order of day and month differs. */
export const englishFor = (locale: string): string => {
  const { language, region } = new Intl.Locale(locale);
  if (language === 'en') return locale;
  return region === 'US' ? 'en-US' : 'en-GB';
};
