import { Logger } from '@nestjs/common';

/** Reads the current database credentials. */
export type ReadSecret = () => Promise<{ username: string; password: string }>;

/** Whether to connect again after a failure, and what to report otherwise. */
export interface Remedy {
  again: 'at once' | 'later' | 'never';
  finding?: string;
}

/** Connections refused within this time share one read of the secret. */
const ANSWER_LASTS_MS = 1_000;

/** The password for new connections. A rotation changes it in the database first and in the secret a little later, without notice. */
export class DatabasePassword {
  private readonly log = new Logger(DatabasePassword.name);
  private answer: ReturnType<ReadSecret> | undefined;
  private answerLastsUntil = 0;

  constructor(
    private password: string,
    private readonly user: string,
    private readonly readSecret?: ReadSecret,
  ) {}

  get current(): string {
    return this.password;
  }

  /** Decides how to proceed after the database refused a password. */
  async refused(password: string): Promise<Remedy> {
    if (!this.readSecret) return { again: 'never' };
    if (password !== this.password) return { again: 'at once' };
    try {
      this.take(await this.ask(this.readSecret));
    } catch (error) {
      return { again: 'never', finding: `the secret (DATABASE_SECRET_ARN) ${(error as Error).message}` };
    }
    if (password !== this.password) return { again: 'at once' };
    return { again: 'later', finding: 'the secret (DATABASE_SECRET_ARN) holds the same password' };
  }

  private ask(readSecret: ReadSecret): ReturnType<ReadSecret> {
    if (this.answer === undefined || performance.now() > this.answerLastsUntil) {
      this.answerLastsUntil = Infinity;
      this.answer = readSecret().finally(() => (this.answerLastsUntil = performance.now() + ANSWER_LASTS_MS));
    }
    return this.answer;
  }

  private take({ username, password }: { username: string; password: string }): void {
    if (username !== this.user) throw new Error('holds a username other than DATABASE_USER');
    if (password === this.password) return;
    this.password = password;
    this.log.log('The database refused the password, and the secret holds a new one: it has been rotated.');
  }
}
