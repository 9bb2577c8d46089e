export const dynamic = 'force-dynamic';

/** Which commit runs here, and out of which bundle, by its SHA-256: the pipeline asks after each release. */
export function GET() {
  const { COMMIT: commit = 'development', BUNDLE: bundle = 'development' } = process.env;
  return Response.json({ commit, bundle }, { headers: { 'cache-control': 'no-store' } });
}
