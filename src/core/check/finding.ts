/** Where something stands in a file's data: `['actions', 0, 'params', 'percent']`. */
export type Path = readonly (string | number)[];

/** A mistake in a home or a scene, as data: whoever knows the text adds line and column. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Whether the key at the end of the path is to blame, or its value (default). */
  readonly at?: 'key' | 'value';
}

/** Takes down a finding. */
export type Report = (path: Path, message: string, at?: 'key' | 'value') => void;

/** Gathers what `check` reports. */
export function collectFindings(check: (report: Report) => void): Finding[] {
  const findings: Finding[] = [];
  check((path, message, at) => {
    // Some sentences end only where no "Did you mean" follows.
    findings.push({ path, message: message.replace(/\.$/, ''), ...(at === undefined ? {} : { at }) });
  });
  return findings;
}
