import type { Diagnostic } from '../api.ts';
import type { FileProblem } from '../ports.ts';

/** A problem as an editor shows it: how much of the line it marks, and what could stand there instead. */
export function diagnosticOf({ line, column, message, source = '' }: FileProblem): Diagnostic {
  return {
    line,
    column,
    length: lengthAt(source, column - 1),
    message,
    severity: 'error',
    suggestion: /Did you mean ([\w.-]+)\?/.exec(message)?.[1] ?? null,
  };
}

/** The word or the quoted text that begins there; where nothing begins, one character. */
function lengthAt(source: string, at: number): number {
  const rest = source.slice(at);
  const match = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\w.:/*-]+)/.exec(rest)?.[0] ?? '';
  // `prop:` marks the key alone.
  return Math.max(1, match.replace(/:$/, '').length);
}
