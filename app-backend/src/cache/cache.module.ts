import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { ApiConfiguration } from '../configuration/configuration.js';
import { CONFIGURATION } from '../configuration/configuration.module.js';
import { Cache } from './cache.js';
import { MemoryCache } from './memory-cache.js';

async function createCache(configuration: ApiConfiguration): Promise<Cache> {
  if (!configuration.CACHE_HOST) return new MemoryCache();
  const { RedisCache } = await import('./redis-cache.js');
  const log = new Logger(RedisCache.name);
  return new RedisCache(
    {
      host: configuration.CACHE_HOST,
      port: configuration.CACHE_PORT,
      password: configuration.CACHE_AUTH_TOKEN,
      tls: configuration.CACHE_TLS === 'on',
    },
    {
      onLost: (error) => log.warn(`Redis does not answer, serving without it: ${error.message}`),
      onReady: () => log.log('Connected to Redis.'),
    },
  );
}

@Global()
@Module({
  providers: [{ provide: Cache, useFactory: createCache, inject: [CONFIGURATION] }],
  exports: [Cache],
})
export class CacheModule implements OnApplicationShutdown {
  constructor(@Inject(Cache) private readonly cache: Cache) {}

  async onApplicationShutdown(): Promise<void> {
    await this.cache.close();
  }
}
