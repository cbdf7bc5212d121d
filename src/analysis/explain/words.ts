import type { Outcome } from '../../core/journal.ts';

/** `a`, `a and b`, `a, b and c`. */
export function listAnd(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'nothing';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A sentence that goes on after a colon. What begins it is a word of ours, or an id, which is small anyway. */
export function afterColon(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** How long something took, for people: `40 ms`, `8.2 s`, `3 min`, `1 h 12 min`. */
export function showTook(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** How a run ended, to follow the scene's name. */
export function showOutcome(outcome: Outcome, reason: string): string {
  switch (outcome) {
    case 'finished':
      return 'finished';
    case 'refused':
      return `did not run ${reason}`;
    case 'skipped':
      return `was skipped: ${reason}`;
    case 'stopped':
      return `stopped: ${reason}`;
    case 'replaced':
      return `ended early: ${reason}`;
    case 'partial':
      return `finished in part: ${reason}`;
    case 'failed':
      return `failed: ${reason}`;
  }
}

/** A number without the noise of binary fractions: 0.30000000000000004 is 0.3. */
export function tidy(number: number): number {
  return Number(number.toPrecision(9));
}
