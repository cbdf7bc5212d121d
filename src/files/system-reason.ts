/** Why the system would not do something with a file, in its own words: `ENOSPC: no space left on device`. */
export function systemReason(error: unknown): string {
  return error instanceof Error ? error.message.split(',')[0]! : String(error);
}
