import { type Api, unwrap } from '@/api/client';
import { exportExport, exportTransactions } from '@/api/generated';
import { isWaking } from '@/api/problem';
import { isSameOriginRequest } from '@/session/same-origin';
import { asSignedIn } from '@/session/signed-in';

const FORMATS = {
  json: { read: (client: Api) => unwrap<unknown>(exportExport({ client })), type: 'application/json; charset=utf-8' },
  csv: { read: (client: Api) => unwrap<unknown>(exportTransactions({ client })), type: 'text/csv; charset=utf-8' },
};

/** Streams all data of the signed-in user as a file: the transactions as CSV with ?format=csv, otherwise everything as JSON. */
export async function GET(request: Request) {
  if (!isSameOriginRequest(request.headers)) return new Response("Only this site's own pages can start an export.", { status: 403 });
  const format = new URL(request.url).searchParams.get('format') === 'csv' ? 'csv' : 'json';
  try {
    const file = await asSignedIn(FORMATS[format].read, { streams: true });
    return new Response(file as ReadableStream, {
      headers: {
        'content-type': FORMATS[format].type,
        'content-disposition': `attachment; filename="expenses.${format}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    if (!isWaking(error)) throw error;
    return new Response('The expenses service is waking up. Try again in half a minute.', {
      status: 503,
      headers: { 'retry-after': '30' },
    });
  }
}
