import { isIP } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Address } from '../limits/limits.js';

/** Where a request comes from. */
export interface Origin {
  address: Address;
  userAgent: string | null;
  /** What the device got when it logged in before. */
  deviceToken: string | undefined;
}

export const DEVICE_HEADER = 'x-device-token';
export const CLIENT_HEADER = 'x-client-address';

const MAX_USER_AGENT_LENGTH = 300;

export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext): Origin => {
  const { ip, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const [client, deviceToken] = [headers[CLIENT_HEADER], headers[DEVICE_HEADER]];
  return {
    address: { connection: ip, client: typeof client === 'string' && isIP(client) ? client : undefined },
    userAgent: headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
    deviceToken: typeof deviceToken === 'string' ? deviceToken : undefined,
  };
});
