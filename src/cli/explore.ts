import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { formatInstant, parseDuration } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import { describeRule } from '../core/scene/words.ts';
import { type HuntState, hunt, knobsOf, loadRules, type Rules, shrink, triersFor } from '../explore/index.ts';
import { formatProblem } from '../files/problems.ts';
import { runTest, type SceneTest, testYaml } from '../testing/index.ts';
import { asked } from './asked.ts';
import { type LoadedHome, openHome } from './open-home.ts';
import { Output } from './output.ts';
import { createPaint } from './paint.ts';
import { Story } from './story.ts';

export interface ExploreOptions {
  readonly home: string;
  readonly for: string;
  readonly seed: number;
  readonly faults: boolean;
  readonly out?: string;
  readonly cores?: number;
  readonly json?: boolean;
}

const HOUR = 3_600_000;

/** `explore [FILE]`: looks for a day on which a rule is broken. Returns 1 when there is one, and shows the shortest. */
export async function explore(file: string | undefined, options: ExploreOptions): Promise<number> {
  const forMs = asked('--for', () => parseDuration(options.for));
  const loaded = await openHome(options.home);
  const rules = rulesFor(file, loaded);
  if (!rules) return 1;
  const { timezone } = loaded.home.location;
  const knobs = knobsOf(loaded, rules, { faults: options.faults });
  const triers = triersFor(options.home, loaded, options.cores ?? availableParallelism());
  const { tryAll } = triers;
  const begun = performance.now();
  const told = new Told(begun, forMs);
  try {
    const material = { home: loaded.home, scenes: loaded.scenes, knobs, rules };
    const goesOn = (): boolean => performance.now() - begun < forMs;
    const end = await hunt(material, {
      seed: options.seed,
      tryAll,
      goesOn,
      progress: (state) => told.progress(state),
    });
    told.clear();
    if (!end.found) return nothingFound(end, options, rules);
    const shortest = await shrink(end.found, timezone, tryAll);
    const rule = ruleOf(end.found.result.broken!, rules);
    const test = { ...only(shortest, end.found.result.broken!), name: rule };
    return await found(test, end, loaded, options);
  } finally {
    await triers.close();
  }
}

/** The rules of the file, or else those of the home; `undefined` when the file has mistakes, which are told. */
function rulesFor(file: string | undefined, { home, models, scenes }: LoadedHome): Rules | undefined {
  if (file !== undefined) {
    const { rules, problems } = loadRules(file, { home, models, scenes: new Set(scenes.keys()) });
    for (const problem of problems) console.error(formatProblem(problem));
    return rules;
  }
  const { never = [], always = [] } = home;
  if (never.length + always.length > 0) return { never, always };
  throw new MilletError('This home does not say what must never, or always, be so.', {
    hint: 'Say it in home.yaml, or in a file that you name: never: [{ device: heater, prop: power, value: "on" }]',
  });
}

/** The test with nothing but the rule that it breaks. */
function only(test: SceneTest, broken: string): SceneTest {
  const [kind, index] = broken.split('.') as ['never' | 'always', string];
  const { never = [], always = [], ...rest } = test;
  return { ...rest, [kind]: [(kind === 'never' ? never : always)[Number(index)]!] };
}

function ruleOf(broken: string, rules: Rules): string {
  const [kind, index] = broken.split('.') as ['never' | 'always', string];
  return `${kind} ${describeRule(rules[kind][Number(index)]!)}`;
}

function nothingFound(
  { tried, simulatedMs, covered }: HuntState,
  options: ExploreOptions,
  rules: Rules,
): number {
  const hours = Math.round(simulatedMs / HOUR);
  if (options.json) {
    console.log(JSON.stringify({ found: false, tried, hours, covered }));
    return 0;
  }
  const count = rules.never.length + rules.always.length;
  console.log(
    `Nothing breaks ${count === 1 ? 'the rule' : `the ${count} rules`}: ${tried} days tried, ${hours} hours simulated, ${covered} different things seen to happen.`,
  );
  console.log('That is no proof. Longer: --for 5m. Other days: --seed 2.');
  return 0;
}

async function found(
  test: SceneTest,
  { tried, simulatedMs }: HuntState,
  loaded: LoadedHome,
  options: ExploreOptions,
): Promise<number> {
  const path = options.out ?? freePath(join(options.home, 'scenes'));
  const header = [`Found by: millet explore --seed ${options.seed}`, 'It fails as long as this can happen.'];
  try {
    writeFileSync(
      path,
      testYaml(test, { header, home: options.out === undefined ? undefined : options.home }),
      {
        flag: 'wx',
      },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',')[0] : String(error);
    throw new MilletError(`The test ${path} cannot be written: ${reason}.`, {
      hint: 'Choose a file with --out.',
    });
  }
  const hours = Math.round(simulatedMs / HOUR);
  if (options.json) {
    console.log(JSON.stringify({ found: true, tried, hours, file: path, test }));
    return 1;
  }
  const paint = createPaint(process.stdout);
  const output = new Output(process.stdout);
  const { timezone } = loaded.home.location;
  output.line(paint.bold(`Broken: ${test.name}`));
  output.line(
    `The shortest way to it, from ${test.from} (found after ${tried} days, ${hours} hours simulated):`,
  );
  output.line('');
  const story = new Story(paint, (instant) => formatInstant(timezone, instant));
  const run = runTest(test, loaded, [
    (entry) => {
      for (const line of story.tell(entry)) output.line(line);
    },
  ]);
  output.line('');
  for (const { seen, because } of run.failures) {
    for (const line of seen) output.line(`  seen      ${line}`);
    for (const line of because) output.line(`  because   ${line}`);
  }
  output.line('');
  output.line(`Written as a test that fails: millet test ${path}`);
  await output.end();
  return 1;
}

function freePath(directory: string): string {
  for (let number = 1; ; number++) {
    const path = join(directory, `explored-${number}.test.yaml`);
    if (!existsSync(path)) return path;
  }
}

/** One line on a terminal that says how far it has come. */
class Told {
  readonly #begun: number;
  readonly #forMs: number;
  #shown = false;

  constructor(begun: number, forMs: number) {
    this.#begun = begun;
    this.#forMs = forMs;
  }

  progress({ tried, simulatedMs, covered }: HuntState): void {
    if (!process.stderr.isTTY) return;
    this.#shown = true;
    const seconds = (performance.now() - this.#begun) / 1000;
    const hours = simulatedMs / HOUR;
    const left = Math.max(0, Math.round(this.#forMs / 1000 - seconds));
    process.stderr.write(
      `\r\u001b[K${tried} days tried, ${Math.round(hours)} hours (${Math.round(hours / seconds)} a second), ${covered} things seen, ${left} s left`,
    );
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}
