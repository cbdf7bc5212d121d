import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { MilletError } from '../core/errors.ts';
import type { ApiError } from './api.ts';

/** A request that is refused: its status, one sentence, and what to do about it. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly hint: string | undefined;
  /** What the answer carries beside the error. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(
    status: ContentfulStatusCode,
    message: string,
    options: { hint?: string; more?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.hint = options.hint;
    this.more = options.more ?? {};
  }
}

/** Any error as a status and a body. A mistake of ours is told without its stack. */
export function answerOf(error: unknown): { status: ContentfulStatusCode; body: ApiError } {
  if (error instanceof Problem) {
    return { status: error.status, body: { ...bodyOf(error.message, error.hint), ...error.more } };
  }
  if (error instanceof MilletError) return { status: 400, body: bodyOf(error.message, error.hint) };
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 500, body: bodyOf(`This is a mistake in Millet: ${reason}`) };
}

export function bodyOf(message: string, hint?: string): ApiError {
  return { error: { message, ...(hint === undefined ? {} : { hint }) } };
}

/** Reads what came by its schema; throws a `Problem` that names the place. */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = deepest(result.error.issues);
  const place = path.length === 0 ? 'The body' : path.map(String).join('.');
  throw new Problem(400, `${place} is not as expected: ${message}.`, {
    hint: 'docs/http.md says what each path takes.',
  });
}

/** Of a union zod says only that nothing fits; what is inside says why. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: PropertyKey[]; message: string } {
  const issue = issues[0]!;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const options = issue.errors.map((errors) => deepest(errors));
  const best = options.reduce((one, other) => (other.path.length > one.path.length ? other : one));
  return { path: [...issue.path, ...best.path], message: best.message };
}
