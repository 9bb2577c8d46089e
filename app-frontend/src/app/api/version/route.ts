export const dynamic = 'force-dynamic';

/** Returns the running commit and the bundle's SHA-256. The pipeline checks them after each release. */
export function GET() {
  const { COMMIT: commit = 'development', BUNDLE: bundle = 'development' } = process.env;
  return Response.json({ commit, bundle }, { headers: { 'cache-control': 'no-store' } });
}
