import type { SentWrite } from '@/entries/outcome';
import { executeWrite } from '@/entries/writes';
import { isSameOriginRequest } from '@/session/same-origin';

/**
 * Executes a write of entries. It is a route, not a server action, so that its URL and answer stay the same across releases: a tab that was
 * opened before a release can still save.
 */
export async function POST(request: Request) {
  if (!isSameOriginRequest(request.headers)) return new Response("Only this site's own pages can change entries.", { status: 403 });
  return Response.json(await executeWrite((await request.json()) as SentWrite), { headers: { 'cache-control': 'no-store' } });
}
