// Amplify sends requests to port 3000 only. Several sites share this machine, so each server gets a port of its own in place of that one,
// on loopback. Any other port is refused: on AWS nothing would arrive there.
const { Server } = require('node:net');

const { listen } = Server.prototype;

Server.prototype.listen = function (...args) {
  const options = typeof args[0] === 'object' && args[0] !== null ? args[0] : { port: args[0] };
  if (isNoPort(options)) return listen.apply(this, args);
  if (Number(options.port) !== 3000) {
    const asked = ['number', 'string'].includes(typeof options.port) ? `port ${options.port}` : 'a random port';
    console.error(`The server listens on ${asked}; Amplify sends requests to port 3000 only.`);
    process.exit(1);
  }
  const callback = args.find((arg) => typeof arg === 'function');
  return listen.call(this, { ...options, port: Number(process.env.AMPLIFY_STAND_IN_PORT), host: '127.0.0.1' }, callback);
};

/** Whether it is a handle, or a socket in the file system. */
function isNoPort({ port, path, fd, _handle }) {
  return path !== undefined || fd !== undefined || _handle !== undefined || (typeof port === 'string' && Number.isNaN(Number(port)));
}
