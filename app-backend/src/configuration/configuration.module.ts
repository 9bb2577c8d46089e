import { type DynamicModule, Module } from '@nestjs/common';
import type { ApiConfiguration } from './configuration.js';

/** Injection token for the configuration, which is a plain object. */
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
