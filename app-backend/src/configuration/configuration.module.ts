import { type DynamicModule, Module } from '@nestjs/common';
import type { ApiConfiguration } from './configuration.js';

/** The token that the configuration is injected by: it is a plain object, no class. */
export const CONFIGURATION = Symbol('configuration');

@Module({})
export class ConfigurationModule {
  static with(configuration: ApiConfiguration): DynamicModule {
    return {
      module: ConfigurationModule,
      global: true,
      providers: [{ provide: CONFIGURATION, useValue: configuration }],
      exports: [CONFIGURATION],
    };
  }
}
