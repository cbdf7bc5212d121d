import { isRecord } from '../core/device/request.ts';
import type { SceneTest, TestAction } from './schema.ts';

/** Where a test stands, as paths from the current directory. */
export interface Whereabouts {
  readonly file: string;
  /** The directory of its home. */
  readonly home: string;
  /** It is not the home that the file is for. */
  readonly elsewhere?: boolean;
}

/**
 * The command that shows what happened in a test, ready for a shell: `millet simulate` where that can do all that the
 * test does, and otherwise the test itself, told as a story.
 */
export function reproduce(test: SceneTest, { file, home, elsewhere = false }: Whereabouts): string {
  const sets = setsOf(test);
  if (!sets) {
    const there = elsewhere ? ['--home', home] : [];
    return shell(['millet', 'test', file, ...there, '--only', test.name, '--story']);
  }
  const residents = test.residents !== 'off' && test.residents !== false;
  return shell([
    'millet',
    'simulate',
    ...(home === '.' ? [] : ['--home', home]),
    '--from',
    test.from,
    '--until',
    test.until,
    ...(test.seed === undefined ? [] : ['--seed', String(test.seed)]),
    ...(residents ? [] : ['--no-residents']),
    ...sets.flatMap((text) => ['--set', text]),
  ]);
}

/** What `--set` takes: what is given, and one property at a time; `undefined` when the test does anything else. */
function setsOf(test: SceneTest): string[] | undefined {
  const given = Object.entries(test.given ?? {}).flatMap(([device, values]) => {
    return Object.entries(values).map(([name, value]) => `${device}.${name}=${value}`);
  });
  // Past midnight, a time of day means another day there than here.
  const isPlain = (text: string): boolean => text.includes('T') || text >= test.from.slice(11);
  if (!isPlain(test.until)) return undefined;
  const done = (test.do ?? []).map((action) => (isPlain(action.at) ? setOf(action) : undefined));
  if (done.includes(undefined) || [...given, ...done].some((text) => text!.split('=')[1]!.includes('@')))
    return undefined;
  return [...given, ...done.map((text) => text!)];
}

function setOf(action: TestAction): string | undefined {
  if (!('set' in action || 'stimulate' in action)) return undefined;
  const values = 'set' in action ? action.set : action.stimulate;
  const [only, ...more] = isRecord(values) ? Object.entries(values) : [];
  if (!only || more.length > 0 || only[1] === null || ('refused' in action && action.refused))
    return undefined;
  return `${action.device}.${only[0]}=${only[1]}@${action.at}`;
}

/** Words as a POSIX shell takes them. */
function shell(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
