/** What Next.js runs once, before it answers anything. */
export async function register(): Promise<void> {
  // In development the page is patched by scripts and styles that no policy could name.
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NODE_ENV === 'production') (await import('./security/give-nonces')).giveNonces();
}
