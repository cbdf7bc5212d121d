import {
  findDoubts,
  type Household,
  type Place,
  type Proof,
  type SceneFinding,
} from '../analysis/findings/index.ts';
import { type Allowances, type FindingCode, findingCodes } from '../core/check/index.ts';
import type { LoadedHome } from '../files/load-home.ts';
import { sourceOf } from '../files/load-scene.ts';
import { formatProblem, type Problem } from '../files/problems.ts';
import { readContent } from '../files/scene-files.ts';
import type { Source } from '../files/source.ts';

/** A finding with its places in the files. */
export interface Doubt {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  /** It was only reasoned that it could be; otherwise it was seen to happen, or follows from the files. */
  readonly possible: boolean;
  readonly message: string;
  readonly why: string;
  readonly suggestion: string;
  /** The one to blame first. */
  readonly places: readonly Problem[];
  /** What happened when it was tried. */
  readonly seen: readonly string[];
  /** Why it is meant so, when a file says that. */
  readonly allowed?: string;
  /** The scene to blame, and what shows it: for whoever writes a test of it. */
  readonly proof?: Proof;
  readonly scene?: string;
}

/** What is doubtful in the scenes of a home, and what is allowed for nothing. */
export function doubtsOf(loaded: LoadedHome): { doubts: Doubt[]; problems: Problem[] } {
  const { home, models, scenes, mentions, ruleNames } = loaded;
  if (!home) return { doubts: [], problems: [] };
  const household: Household = { home, models, scenes, mentions, ruleNames };
  const files = new Files(loaded);
  const allowed = new Allowed(household);
  const doubts = findDoubts(household).map((finding) => inFiles(finding, allowed.reasonFor(finding), files));
  const problems = allowed
    .unused()
    .map(({ scene, index, finding }) =>
      files.problemOf(
        { ...(scene === undefined ? {} : { scene }), path: ['allow', index] },
        `there is nothing of ${finding} to allow here; take this away`,
      ),
    );
  return { doubts, problems };
}

/** A doubt as people read it: where, what, why it matters, what to do, and what was seen. */
export function formatDoubt(doubt: Doubt): string {
  const { code, severity, possible, message, why, suggestion, places, seen, allowed } = doubt;
  const [first, ...others] = places;
  const certainty = possible ? ' (possible)' : '';
  const also = others.map(({ file, line, column }) => `${file}:${line}:${column}`);
  return [
    formatProblem({ ...first!, message: `${severity} ${code}${certainty}: ${message}` }),
    ...(also.length > 0 ? [`    see also ${also.join(', ')}`] : []),
    ...(allowed === undefined
      ? [
          `    It matters because ${why}.`,
          `    ${suggestion}.`,
          ...shortened(seen).map((line, index) => `    ${index === 0 ? 'Seen:' : '     '} ${line}`),
        ]
      : [`    Allowed: ${allowed}`]),
  ].join('\n');
}

/** The beginning and the end of a long story. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= 14) return lines;
  return [...lines.slice(0, 10), `... ${lines.length - 13} lines more ...`, ...lines.slice(-3)];
}

/** What files say is meant so. */
class Allowed {
  readonly #scenes: Household['scenes'];
  readonly #home: Allowances;
  readonly #used = new Set<string>();

  constructor({ home, scenes }: Household) {
    this.#scenes = scenes;
    this.#home = home.allow ?? [];
  }

  /** Why a finding is meant so. One scene of several is enough, and so is the home. */
  reasonFor({ code, places }: SceneFinding): string | undefined {
    const owners = [...new Set(places.map(({ scene }) => scene)), undefined];
    let reason: string | undefined;
    for (const owner of new Set(owners)) {
      for (const [index, { finding, reason: given }] of this.#of(owner).entries()) {
        if (finding !== code || (owner === undefined && reason !== undefined)) continue;
        this.#used.add(`${owner ?? ''} ${index}`);
        reason ??= given;
      }
    }
    return reason;
  }

  /** What is allowed and never found. */
  unused(): { scene: string | undefined; index: number; finding: FindingCode }[] {
    return [undefined, ...this.#scenes.keys()].flatMap((scene) =>
      this.#of(scene).flatMap(({ finding }, index) =>
        this.#used.has(`${scene ?? ''} ${index}`) ? [] : [{ scene, index, finding }],
      ),
    );
  }

  #of(scene: string | undefined): Allowances {
    return scene === undefined ? this.#home : (this.#scenes.get(scene)?.allow ?? []);
  }
}

/** The texts in which places are shown, each read when it is needed. */
class Files {
  readonly #loaded: LoadedHome;
  readonly #sources = new Map<string, Source>();

  constructor(loaded: LoadedHome) {
    this.#loaded = loaded;
  }

  problemOf({ scene, path }: Place, message: string): Problem {
    // What a use of a template says stands in the template.
    const uses = scene === undefined ? undefined : this.#loaded.mentions.get(scene)?.uses;
    return this.#source(uses ?? scene).problemOf({ path, message });
  }

  #source(scene: string | undefined): Source {
    const file =
      scene === undefined
        ? this.#loaded.files[0]!
        : this.#loaded.sceneFiles.find(({ id }) => id === scene)!.file;
    let source = this.#sources.get(file);
    if (!source) {
      const content =
        this.#loaded.sceneFiles.find((other) => other.file === file)?.content ?? readContent(file);
      source = sourceOf(file, content && !('unreadable' in content) ? content : '');
      this.#sources.set(file, source);
    }
    return source;
  }
}

function inFiles(
  { code, message, suggestion, places, proof, certain }: SceneFinding,
  allowed: string | undefined,
  files: Files,
): Doubt {
  const scene = places[0]?.scene;
  return {
    code,
    severity: findingCodes[code].severity,
    possible: !proof && !certain,
    message,
    why: findingCodes[code].why,
    suggestion,
    places: places.map((place) => files.problemOf(place, message)),
    seen: proof?.story ?? [],
    ...(allowed === undefined ? {} : { allowed }),
    ...(proof ? { proof } : {}),
    ...(scene === undefined ? {} : { scene }),
  };
}
