import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoDir } from './demo.ts';
import { median, report, show } from './report.ts';
import { writeWeek } from './week.ts';

const millet = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const runs = 9;

/** Whole processes on the demo home: `check`, `test`, and `run` until it says Ready, in a new session and after a crash. */
export async function benchProcesses(): Promise<boolean> {
  // A copy, because a home can be run by one process at a time.
  const home = mkdtempSync(join(tmpdir(), 'millet-bench-'));
  for (const part of ['home.yaml', 'scenes'])
    cpSync(join(demoDir, part), join(home, part), { recursive: true });
  const node = medianOf(() => run(['-e', '0']));
  const check = medianOf(() => run([millet, 'check', '--home', home]));
  const tests = manyTests(100);
  const test = medianOf(() => run([millet, 'test', tests.file]));
  tests.remove();
  const ready: number[] = [];
  for (let index = 0; index < runs; index++) ready.push(await secondsToReady(home, ['--at', '06:58']));
  const lines = await writeWeek(home);
  const resumed: number[] = [];
  for (let index = 0; index < runs; index++) resumed.push(await secondsToReady(home, []));
  rmSync(home, { recursive: true });
  const beside = `node alone: ${node.toFixed(3)} s`;
  return [
    report({ name: 'millet check, whole process', value: check, unit: 's', limit: { most: 0.5 }, beside }),
    report({
      name: '100 tests of an hour each, whole process',
      value: test,
      unit: 's',
      limit: { most: 3 },
      beside,
    }),
    report({
      name: 'millet run to Ready, whole process',
      value: median(ready),
      unit: 's',
      limit: { most: 1 },
      beside,
    }),
    report({
      name: 'resume after a crash at the end of a 7-day session to Ready, whole process',
      value: median(resumed),
      unit: 's',
      limit: { most: 2 },
      beside: `${show(lines)} lines are lived through again; a new session: ${median(ready).toFixed(3)} s`,
    }),
  ].every(Boolean);
}

/** A file of tests of the demo home, each of one hour with people in it, spread over a day. */
function manyTests(count: number): { file: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'millet-bench-'));
  const tests = Array.from({ length: count }, (_, index) => {
    const hour = String(index % 23).padStart(2, '0');
    const next = String((index % 23) + 1).padStart(2, '0');
    return {
      name: `hour ${index}`,
      from: `2026-03-02T${hour}:00`,
      until: `${next}:00`,
      seed: index,
      expect: [{ device: 'smart_curtain', prop: 'position', between: [0, 100] }],
      never: [{ device: 'smoke_alarm', prop: 'alarm', value: 'smoke' }],
    };
  });
  const file = join(dir, 'many.test.json');
  writeFileSync(file, JSON.stringify({ home: demoDir, tests }));
  return { file, remove: () => rmSync(dir, { recursive: true }) };
}

function medianOf(measure: () => number): number {
  return median(Array.from({ length: runs }, measure));
}

function run(args: readonly string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return (performance.now() - begun) / 1000;
}

/** Until it says Ready; then it is killed. */
async function secondsToReady(home: string, args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [millet, 'run', '--home', home, '--mqtt-port', '0', ...args]);
  const seconds = await new Promise<number>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (/^Ready/m.test(text)) resolve((performance.now() - begun) / 1000);
    });
    child.once('exit', (code) => reject(new Error(`millet run ended with ${code} before it was ready`)));
  });
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  return seconds;
}
