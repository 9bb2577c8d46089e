export const dynamic = 'force-dynamic';

/** Which commit this site was built from: the pipeline asks after each release. */
export function GET() {
  return Response.json({ commit: process.env['COMMIT'] ?? 'development' }, { headers: { 'cache-control': 'no-store' } });
}
