import { Module } from '@nestjs/common';
import { ApiTokens } from './api-tokens.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { ApiTokensService } from './api-tokens.service.js';

@Module({
  controllers: [ApiTokensController],
  providers: [ApiTokensService, ApiTokens, ApiTokensRepository],
  exports: [ApiTokens, ApiTokensService],
})
export class ApiTokensModule {}
