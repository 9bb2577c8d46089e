import { subscribe } from 'node:diagnostics_channel';
import { get } from 'node:http';

/** Runs in the site's process: sends a request as soon as it listens, and prints the policy of the answer. */
subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
  get({ host: '127.0.0.1', port: server.address().port, path: '/api/version' }, ({ headers }) => {
    console.log(headers['content-security-policy']);
    process.exit();
  });
});
