import { subscribe } from 'node:diagnostics_channel';
import { get } from 'node:http';

/** Loaded into the site's process: asks it for a page as soon as it listens, and prints the policy of the answer. */
subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
  get({ host: '127.0.0.1', port: server.address().port, path: '/api/version' }, ({ headers }) => {
    console.log(headers['content-security-policy']);
    process.exit();
  });
});
