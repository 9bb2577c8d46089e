import { told } from '@/api/client';
import { exportExport } from '@/api/generated';
import { isWaking } from '@/api/problem';
import { isOwnRequest } from '@/session/own-request';
import { asSignedIn } from '@/session/signed-in';

/** Everything that is kept of somebody, as a file. */
export async function GET(request: Request) {
  if (!isOwnRequest(request.headers)) return new Response('Only pages of this site export.', { status: 403 });
  try {
    const everything = await asSignedIn((client) => told(exportExport({ client })));
    return Response.json(everything, {
      headers: { 'content-disposition': 'attachment; filename="expenses.json"', 'cache-control': 'no-store' },
    });
  } catch (error) {
    if (!isWaking(error)) throw error;
    return new Response('The expenses service is waking up: try again in half a minute.', {
      status: 503,
      headers: { 'retry-after': '30' },
    });
  }
}
