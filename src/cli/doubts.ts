import type { Household } from '../analysis/findings/facts.ts';
import { findDoubts } from '../analysis/findings/find.ts';
import type { SceneFinding } from '../analysis/findings/finding.ts';
import { type FindingCode, findingCodes } from '../core/check/index.ts';
import type { LoadedHome } from '../files/load-home.ts';
import { formatProblem, type Problem } from '../files/problems.ts';
import { readSource, type Source } from '../files/source.ts';

/** A finding with its places in the files. */
export interface Doubt {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly why: string;
  readonly suggestion: string;
  /** The one to blame first. */
  readonly places: readonly Problem[];
  /** What happened when it was tried; empty when it is only possible. */
  readonly seen: readonly string[];
  /** Why it is meant so, when the scene's file says that. */
  readonly allowed?: string;
}

/** What is doubtful in the scenes of a home, and what is allowed for nothing. */
export function doubtsOf(loaded: LoadedHome): { doubts: Doubt[]; problems: Problem[] } {
  const { home, models, scenes } = loaded;
  if (!home) return { doubts: [], problems: [] };
  const household: Household = { home, models, scenes };
  const sources = new Map<string, Source>();
  const placeOf = (scene: string, path: readonly (string | number)[], message: string): Problem => {
    const file = loaded.sceneFiles.find(({ id }) => id === scene)!;
    let source = sources.get(scene);
    if (!source) {
      source = readSource(file.file, 'unreadable' in file.content ? '' : file.content);
      sources.set(scene, source);
    }
    return source.problemOf({ path, message });
  };
  const used = new Set<string>();
  const doubts = findDoubts(household).map((finding) => {
    const allowed = allowanceFor(finding, household, used);
    return inFiles(finding, allowed, placeOf);
  });
  const problems = [...scenes].flatMap(([id, { allow = [] }]) =>
    allow.flatMap(({ finding }, index) =>
      used.has(`${id} ${index}`)
        ? []
        : [placeOf(id, ['allow', index], `there is nothing of ${finding} to allow here; take this away`)],
    ),
  );
  return { doubts, problems };
}

/** A doubt as people read it: where, what, why it matters, what to do, and what was seen. */
export function formatDoubt({
  code,
  severity,
  message,
  why,
  suggestion,
  places,
  seen,
  allowed,
}: Doubt): string {
  const [first, ...others] = places;
  const certainty = seen.length > 0 ? '' : ' (possible)';
  const also = others.map(({ file, line, column }) => `${file}:${line}:${column}`);
  return [
    formatProblem({ ...first!, message: `${severity} ${code}${certainty}: ${message}` }),
    ...(also.length > 0 ? [`    see also ${also.join(', ')}`] : []),
    ...(allowed === undefined
      ? [
          `    It matters because ${why}.`,
          `    ${suggestion}.`,
          ...seen.map((line, index) => `    ${index === 0 ? 'Seen:' : '     '} ${line}`),
        ]
      : [`    Allowed: ${allowed}`]),
  ].join('\n');
}

/** Why a scene's file says that it is meant so. One scene of several is enough. */
function allowanceFor(
  { code, places }: SceneFinding,
  { scenes }: Household,
  used: Set<string>,
): string | undefined {
  let reason: string | undefined;
  for (const scene of new Set(places.map((place) => place.scene))) {
    for (const [index, { finding, reason: given }] of (scenes.get(scene)?.allow ?? []).entries()) {
      if (finding !== code) continue;
      used.add(`${scene} ${index}`);
      reason ??= given;
    }
  }
  return reason;
}

function inFiles(
  { code, message, suggestion, places, proof }: SceneFinding,
  allowed: string | undefined,
  placeOf: (scene: string, path: readonly (string | number)[], message: string) => Problem,
): Doubt {
  return {
    code,
    severity: findingCodes[code].severity,
    message,
    why: findingCodes[code].why,
    suggestion,
    places: places.map(({ scene, path }) => placeOf(scene, path, message)),
    seen: proof?.story ?? [],
    ...(allowed === undefined ? {} : { allowed }),
  };
}
