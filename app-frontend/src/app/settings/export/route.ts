import { unwrap } from '@/api/client';
import { exportExport } from '@/api/generated';
import { isWaking } from '@/api/problem';
import { isSameOriginRequest } from '@/session/same-origin';
import { asSignedIn } from '@/session/signed-in';

/** Exports all data of the signed-in user as a file. */
export async function GET(request: Request) {
  if (!isSameOriginRequest(request.headers)) return new Response("Only this site's own pages can start an export.", { status: 403 });
  try {
    const everything = await asSignedIn((client) => unwrap(exportExport({ client })));
    return Response.json(everything, {
      headers: { 'content-disposition': 'attachment; filename="expenses.json"', 'cache-control': 'no-store' },
    });
  } catch (error) {
    if (!isWaking(error)) throw error;
    return new Response('The expenses service is waking up. Try again in half a minute.', {
      status: 503,
      headers: { 'retry-after': '30' },
    });
  }
}
