import type { LoggerService } from '@nestjs/common';
import { type Level, type Logger, pino, type SerializedError, stdSerializers } from 'pino';

/** Creates the log, a line of JSON per event. */
export const createLog = (level: string): Logger =>
  pino({
    level,
    serializers: {
      // Omit the detail of PostgreSQL errors, which quotes rows.
      err: stdSerializers.wrapErrorSerializer(({ type, message, code, stack }: SerializedError & { code?: string }) => ({
        type,
        message,
        code,
        stack,
      })),
    },
  });

/** Passes what NestJS and its Logger report to the log. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  verbose(message: unknown, ...parameters: unknown[]): void {
    this.write('trace', message, parameters);
  }

  debug(message: unknown, ...parameters: unknown[]): void {
    this.write('debug', message, parameters);
  }

  log(message: unknown, ...parameters: unknown[]): void {
    this.write('info', message, parameters);
  }

  warn(message: unknown, ...parameters: unknown[]): void {
    this.write('warn', message, parameters);
  }

  error(message: unknown, ...parameters: unknown[]): void {
    this.write('error', message, parameters);
  }

  fatal(message: unknown, ...parameters: unknown[]): void {
    this.write('fatal', message, parameters);
  }

  /** The last parameter is the name of the reporting class. Before it comes the text of an object, or the stack of an error message. */
  private write(level: Level, message: unknown, parameters: unknown[]): void {
    const context = parameters.at(-1);
    const detail = parameters.length > 1 ? (parameters[0] as string | undefined) : undefined;
    if (message instanceof Error) this.pino[level]({ context, err: message }, detail);
    else if (typeof message === 'object') this.pino[level]({ context, ...message }, detail);
    else this.pino[level]({ context, stack: detail }, message as string);
  }
}
