import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/public.decorator.js';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { API_NAME, API_VERSION } from './version.js';
import { type Version, version } from './version.schema.js';

@Public()
@ApiTags('health')
@Controller('version')
export class VersionController {
  constructor(@Inject(CONFIGURATION) private readonly configuration: ApiConfiguration) {}

  @Get()
  @ApiOperation({ summary: 'Get the running release' })
  @ApiOkResponse({ standardSchema: version })
  version(): Version {
    return { name: API_NAME, version: API_VERSION, release: this.configuration.RELEASE };
  }
}
