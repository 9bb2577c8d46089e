/** Returns the first language of the header if it is valid, otherwise English. */
export function preferredLocale(acceptLanguage: string | null): string {
  const [wanted] = (acceptLanguage ?? '').split(/[,;]/);
  try {
    return Intl.getCanonicalLocales(wanted?.trim() || 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}
