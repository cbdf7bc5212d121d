import { signal } from '@preact/signals';
import type { ApiError } from '../../web/api.ts';
import { token } from './token.ts';

/** How many requests have not been answered yet. */
export const inFlight = signal(0);

/** A refusal of the server, in its own words. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly hint: string | undefined;
  /** The whole answer: a refused scene carries its problems. */
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    const { error } = (body ?? {}) as Partial<ApiError>;
    super(error?.message ?? `the simulator answered with status ${status}`);
    this.status = status;
    this.hint = error?.hint;
    this.body = body;
  }
}

export type Query = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly string[]>
>;

export function getJson<T>(path: string, query: Query = {}): Promise<T> {
  return ask<T>('GET', path, query, undefined);
}

export function postJson<T>(path: string, body: unknown, query: Query = {}): Promise<T> {
  return ask<T>('POST', path, query, body);
}

export function putJson<T>(path: string, body: unknown): Promise<T> {
  return ask<T>('PUT', path, {}, body);
}

/** What to tell people about a failure, whatever it is. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiFailure) return error.hint ? `${error.message}. ${error.hint}` : error.message;
  if (error instanceof TypeError) return 'the simulator cannot be reached';
  return error instanceof Error ? error.message : String(error);
}

async function ask<T>(method: string, path: string, query: Query, body: unknown): Promise<T> {
  // Not read: who asks in an effect must not run again because of having asked.
  inFlight.value = inFlight.peek() + 1;
  try {
    const response = await fetch(`./api/${path}${search(query)}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw new ApiFailure(response.status, answer);
    return answer as T;
  } finally {
    inFlight.value = inFlight.peek() - 1;
  }
}

function search(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
