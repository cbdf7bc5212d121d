import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseDuration } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import {
  describeRules,
  finishedTest,
  type HuntState,
  hunt,
  type KnobKind,
  knobKinds,
  knobsOf,
  landmarksOf,
  loadRules,
  onlyRule,
  type Rules,
  shrink,
  triersFor,
} from '../explore/index.ts';
import { formatProblem } from '../files/problems.ts';
import { type SceneTest, testYaml } from '../testing/index.ts';
import { asked } from './asked.ts';
import { tellBreach } from './breach-story.ts';
import { ExploreProgress } from './explore-progress.ts';
import { type LoadedHome, openHome } from './open-home.ts';
import { homeKey, writeTest } from './write-test.ts';

export interface ExploreOptions {
  readonly home: string;
  readonly for: string;
  readonly seed: number;
  readonly without?: string;
  readonly hands?: boolean;
  readonly out?: string;
  readonly cores?: number;
  readonly json?: boolean;
}

const HOUR = 3_600_000;
const example = 'For example: never: [{ device: heater, prop: power, value: "on" }]';

/** `explore [FILE]`: looks for a day on which a rule is broken. Returns 1 when there is one, and shows the shortest. */
export async function explore(file: string | undefined, options: ExploreOptions): Promise<number> {
  const forMs = asked('--for', () => parseDuration(options.for));
  const without = withoutWhat(options.without);
  if (options.out !== undefined && existsSync(options.out)) {
    throw new MilletError(`${options.out} is there already, and is not overwritten.`, {
      hint: 'Choose another file with --out.',
    });
  }
  const loaded = await openHome(options.home);
  const rules = rulesFor(file, loaded);
  if (!rules) return 1;
  const landmarks = landmarksOf(loaded.scenes, rules);
  const knobs = knobsOf(loaded, rules, landmarks, { without, hands: options.hands === true });
  const residents = !without.has('residents') && Object.keys(loaded.home.residents ?? {}).length > 0;
  const material = { home: loaded.home, knobs, landmarks, residents };
  const cores = options.cores ?? availableParallelism();
  const { tryAll, close } = triersFor(options.home, loaded, rules, cores);
  const progress = new ExploreProgress(process.stderr, forMs);
  const stop = stopSignal();
  if (!options.json)
    console.log(`Looking for a day that breaks a rule, for ${options.for} at most; Ctrl-C ends it.`);
  try {
    const goesOn = (): boolean => !stop.asked && progress.passedMs < forMs;
    const end = await hunt(material, {
      seed: options.seed,
      tryAll,
      goesOn,
      progress: (state) => progress.hunting(state),
    });
    if (!end.found) {
      progress.clear();
      return nothingFound(end, rules, loaded, options);
    }
    progress.shrinking(end);
    const shortest = await shrink(end.found, { tested: loaded, tryAll, goesOn: () => !stop.asked });
    progress.clear();
    const rule = onlyRule(rules, end.found.result.breaches[0]!.id);
    const test = finishedTest(shortest.candidate, rule, {
      name: describeRules(rule)[0]!,
      refused: shortest.result.refused,
      timezone: loaded.home.location.timezone,
    });
    return await found(test, end, loaded, { ...options, file });
  } finally {
    stop.end();
    await close();
  }
}

function withoutWhat(text: string | undefined): ReadonlySet<KnobKind | 'residents'> {
  const kinds: readonly string[] = [...knobKinds, 'residents'];
  const words = text === undefined ? [] : text.split(',').map((word) => word.trim());
  for (const word of words) {
    if (kinds.includes(word)) continue;
    throw new MilletError(
      `--without takes ${kinds.join(', ')}, with commas between them, got ${JSON.stringify(word)}.${didYouMean(word, kinds)}`,
    );
  }
  return new Set(words as (KnobKind | 'residents')[]);
}

/** The rules of the file, or else those of the home; `undefined` when the file has mistakes, which are told. */
function rulesFor(file: string | undefined, { home, models, scenes }: LoadedHome): Rules | undefined {
  if (file !== undefined) {
    const { rules, problems } = loadRules(file, { home, models, scenes: new Set(scenes.keys()) });
    for (const problem of problems) console.error(formatProblem(problem));
    if (rules && describeRules(rules).length === 0)
      throw new MilletError(`${file} does not say what must never, or always, be so.`, { hint: example });
    return rules;
  }
  const { never = [], always = [] } = home;
  if (never.length + always.length > 0) return { never, always };
  throw new MilletError('This home does not say what must never, or always, be so.', {
    hint: `Say it in home.yaml, or in a file that you name. ${example}`,
  });
}

function nothingFound(
  { tried, simulatedMs, seen }: HuntState,
  rules: Rules,
  { scenes }: LoadedHome,
  options: ExploreOptions,
): number {
  const hours = Math.round(simulatedMs / HOUR);
  const idle = [...scenes.keys()].filter((id) => !seen.has(`${id} run`));
  if (options.json) {
    console.log(JSON.stringify({ found: false, tried, hours, seen: seen.size, neverRan: idle }));
    return 0;
  }
  const words = describeRules(rules);
  console.log(
    words.length === 1 ? `Nothing broke the rule: ${words[0]}.` : `Nothing broke the ${words.length} rules.`,
  );
  console.log(
    `${tried} days were tried, ${hours} hours in all; ${seen.size} different things were seen to happen.`,
  );
  if (idle.length > 0) console.log(`Scenes that never ran: ${idle.join(', ')}.`);
  console.log(
    `That is no proof. Look longer with --for 5m, or at other days with --seed ${options.seed + 1}.`,
  );
  return 0;
}

async function found(
  test: SceneTest,
  { tried, simulatedMs }: HuntState,
  loaded: LoadedHome,
  options: ExploreOptions & { readonly file: string | undefined },
): Promise<number> {
  const path = options.out ?? freePath(join(options.home, 'scenes'));
  const header = [`Found by: ${commandOf(options)}`, 'It fails for as long as this can happen.'];
  const text = testYaml(test, { header, home: homeKey(path, options.home) });
  const hours = Math.round(simulatedMs / HOUR);
  if (options.json) {
    writeTest(path, text);
    console.log(JSON.stringify({ found: true, rule: test.name, tried, hours, file: path, test }));
    return 1;
  }
  await tellBreach(test, loaded, [
    `Found after ${tried === 1 ? 'one day' : `${tried} days`}, ${hours} hours in all. The shortest way to it:`,
  ]);
  // After the story, which was long looked for: it must not be lost where there is nowhere to write.
  writeTest(path, text);
  console.log(`Written as a test, which fails: millet test ${path}`);
  return 1;
}

function commandOf({
  file,
  seed,
  without,
  hands,
}: ExploreOptions & { readonly file: string | undefined }): string {
  const words = ['millet explore', file, `--seed ${seed}`];
  if (without !== undefined) words.push(`--without ${without}`);
  if (hands) words.push('--hands');
  return words.filter((word) => word !== undefined).join(' ');
}

function freePath(directory: string): string {
  for (let number = 1; ; number++) {
    const path = join(directory, `explored-${number}.test.yaml`);
    if (!existsSync(path)) return path;
  }
}

/** Whether somebody has asked to stop. The second time ends the process at once, as people expect. */
function stopSignal(): { readonly asked: boolean; end(): void } {
  const signal = { asked: false, end: () => forget() };
  const stop = (): void => {
    signal.asked = true;
    forget();
  };
  const forget = (): void => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.removeListener(name, stop);
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  return signal;
}
