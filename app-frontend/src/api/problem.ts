import { z } from 'zod';

const problem = z.object({
  type: z.string().optional(),
  detail: z.string().default('The API gave no reason.'),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

/** What the API refused, in its own words (RFC 9457). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: { path: string; message: string }[],
  ) {
    super(`${status}: ${detail}`);
  }

  static async from(response: Response): Promise<ApiProblem> {
    const { detail, errors } = problem.parse(await response.json().catch(() => ({})));
    return new ApiProblem(response.status, detail, errors);
  }

  /** What is wrong with which field, as forms want it. */
  get fields(): Record<string, string> {
    return Object.fromEntries(this.errors.map(({ path, message }) => [path, `${path.charAt(0).toUpperCase()}${path.slice(1)} ${message}.`]));
  }
}

/** The API did not answer, or not in time. */
export class ApiUnreachable extends Error {}
