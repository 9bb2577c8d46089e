/** The first language that the browser asks for and that is one; English otherwise. */
export function preferredLocale(acceptLanguage: string | null): string {
  const [wanted] = (acceptLanguage ?? '').split(/[,;]/);
  try {
    return Intl.getCanonicalLocales(wanted?.trim() || 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}
