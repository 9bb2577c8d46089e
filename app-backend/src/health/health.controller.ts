import { Controller, Get, HttpStatus, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/public.decorator.js';
import { HealthService } from './health.service.js';
import { type Liveness, liveness, type Readiness } from './readiness.schema.js';

@Public()
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({ summary: 'Report liveness without querying the database, so that a paused one stays paused' })
  @ApiOkResponse({ standardSchema: liveness })
  live(): Liveness {
    return { status: 'ok' };
  }

  /** Reports readiness. It wakes a paused database, so only callers inside the network may use it. */
  @Get('ready')
  @ApiExcludeEndpoint()
  async ready(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    // The load balancer adds this header to every request.
    if ('x-forwarded-for' in request.headers) throw new NotFoundException(`Cannot GET ${request.url}`);
    const state = await this.health.readiness();
    if (state.status !== 'ok') void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return state;
  }
}
