import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/public.decorator.js';
import { HealthService } from './health.service.js';
import { type Liveness, liveness, type Readiness, readiness } from './readiness.schema.js';

@Public()
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({ summary: 'Is the process alive? Never asks the database, so that a paused one sleeps on' })
  @ApiOkResponse({ standardSchema: liveness })
  live(): Liveness {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Can requests be answered now? Wakes a paused database' })
  @ApiOkResponse({ standardSchema: readiness })
  @ApiServiceUnavailableResponse({ standardSchema: readiness })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const state = await this.health.readiness();
    if (state.status !== 'ok') void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return state;
  }
}
