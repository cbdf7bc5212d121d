import { MilletError } from '../core/errors.ts';

/** Reads something that a person gave on the command line; an error names the option. */
export function asked<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new MilletError(`${option}: ${error.message}`, { cause: error });
  }
}
