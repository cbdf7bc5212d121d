import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { type LoadedHome, loadHome } from '../files/load-home.ts';
import { loadTests, runTestOf } from '../testing/index.ts';
import { doubtsOf, formatDoubt } from './doubts.ts';
import { lineDiff } from './line-diff.ts';
import { createPaint, type Paint } from './paint.ts';
import { reportLines } from './test-report.ts';

/** `lesson [NAME]`: lists the lessons, or tells one from the mistake to how it is mended. */
export async function lesson(name: string | undefined): Promise<number> {
  const root = lessonsDirectory();
  const names = readdirSync(root).sort();
  if (name === undefined) {
    const width = Math.max(...names.map((each) => each.length));
    for (const each of names) console.log(`${each.padEnd(width)}  ${pageOf(join(root, each)).title}`);
    console.log('\nmillet lesson NAME tells one of them.');
    return 0;
  }
  if (!names.includes(name)) {
    throw new MilletError(`There is no lesson ${name}.${didYouMean(name, names)}`, {
      hint: `There are: ${names.join(', ')}.`,
    });
  }
  await tell(relative('.', join(root, name)) || '.', createPaint(process.stdout));
  return 0;
}

async function tell(directory: string, paint: Paint): Promise<void> {
  const { title, gist, why, mend } = pageOf(directory);
  const [broken, mended] = await Promise.all(
    ['broken', 'mended'].map((kind) => loadHome(join(directory, kind))),
  );
  const chapter = (text: string): void => console.log(`\n${paint.bold(text)}\n`);
  console.log(paint.bold(title));
  console.log(`\n${gist}`);
  chapter(`What millet check says of ${join(directory, 'broken')}`);
  for (const doubt of doubtsOf(broken!).doubts) console.log(formatDoubt(doubt));
  chapter('A test that shows it');
  for (const line of await outcome(directory, broken!, paint)) console.log(line);
  chapter('Why');
  console.log(why);
  chapter('How it is mended');
  console.log(mend);
  for (const line of changes(join(directory, 'broken'), join(directory, 'mended'), paint)) console.log(line);
  chapter('The same test, and check, on the mended home');
  for (const line of await outcome(directory, mended!, paint)) console.log(line);
  const left = doubtsOf(mended!).doubts;
  for (const doubt of left) console.log(formatDoubt(doubt));
  if (left.length === 0) console.log(`${join(directory, 'mended')}: no findings.`);
}

async function outcome(directory: string, home: LoadedHome, paint: Paint): Promise<string[]> {
  const file = join(directory, 'lesson.test.yaml');
  const tests = await loadTests(file, () => Promise.resolve(home), home.dir);
  return reportLines(
    [tests],
    tests.tests.map((_, index) => runTestOf(tests, index)),
    paint,
  );
}

/** What differs between the files of two homes. */
function changes(before: string, after: string, paint: Paint): string[] {
  const files = (dir: string): string[] => [
    'home.yaml',
    ...readdirSync(join(dir, 'scenes')).map((file) => join('scenes', file)),
  ];
  const read = (dir: string, file: string): string =>
    existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : '';
  return [...new Set([...files(before), ...files(after)])].flatMap((file) => {
    const diff = lineDiff(read(before, file), read(after, file));
    if (diff.every((line) => line.startsWith(' '))) return [];
    const painted = diff
      .filter((line) => line !== '-' && line !== '+')
      .map((line) =>
        line.startsWith('+') ? paint.good(line) : line.startsWith('-') ? paint.bad(line) : line,
      );
    return ['', paint.dim(join(after, file)), ...painted];
  });
}

interface Page {
  readonly title: string;
  readonly gist: string;
  readonly why: string;
  readonly mend: string;
}

/** The page of a lesson: of each part its first paragraph. */
function pageOf(directory: string): Page {
  const text = readFileSync(join(directory, 'README.md'), 'utf8');
  const [, title = '', gist = ''] = /^# (.*)\n\n([\s\S]*?)\n\n## /.exec(text) ?? [];
  const part = (heading: string): string => text.split(`## ${heading}\n`)[1]?.trim().split('\n\n')[0] ?? '';
  return { title, gist, why: part('Why'), mend: part('Mend it') };
}

/** They stand beside the code, two or three levels above, built or not. */
function lessonsDirectory(): string {
  const found = ['../../lessons', '../../../lessons']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new MilletError('The lessons are not beside this copy of Millet.');
  return found;
}
