import { Logger } from '@nestjs/common';

/** Reads the current database credentials. */
export type ReadSecret = () => Promise<{ username: string; password: string }>;

/** Whether to connect again after a failure, and what to report otherwise. */
export interface RetryDecision {
  retry: 'now' | 'later' | 'never';
  finding?: string;
}

/** Connections refused within this time share one read of the secret. */
const SHARED_READ_MS = 1_000;

/** The password for new connections. A rotation changes it in the database first and in the secret a little later, without notice. */
export class DatabasePassword {
  private readonly log = new Logger(DatabasePassword.name);
  private sharedRead: ReturnType<ReadSecret> | undefined;
  private sharedUntil = 0;

  constructor(
    private password: string,
    private readonly user: string,
    private readonly readSecret?: ReadSecret,
  ) {}

  get current(): string {
    return this.password;
  }

  /** Decides how to proceed after the database refused a password. */
  async onRefused(password: string): Promise<RetryDecision> {
    if (!this.readSecret) return { retry: 'never' };
    if (password !== this.password) return { retry: 'now' };
    try {
      this.update(await this.readOnce(this.readSecret));
    } catch (error) {
      return { retry: 'never', finding: `the secret (DATABASE_SECRET_ARN) ${(error as Error).message}` };
    }
    if (password !== this.password) return { retry: 'now' };
    return { retry: 'later', finding: 'the secret (DATABASE_SECRET_ARN) holds the same password' };
  }

  private readOnce(readSecret: ReadSecret): ReturnType<ReadSecret> {
    if (this.sharedRead === undefined || performance.now() > this.sharedUntil) {
      this.sharedUntil = Infinity;
      this.sharedRead = readSecret().finally(() => (this.sharedUntil = performance.now() + SHARED_READ_MS));
    }
    return this.sharedRead;
  }

  private update({ username, password }: { username: string; password: string }): void {
    if (username !== this.user) throw new Error('holds a username other than DATABASE_USER');
    if (password === this.password) return;
    this.password = password;
    this.log.log('The database refused the password, and the secret holds a new one: it has been rotated.');
  }
}
