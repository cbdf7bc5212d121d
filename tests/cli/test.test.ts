import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { copyOfDemoHome, millet, RunningMillet } from './millet.ts';

let home: ReturnType<typeof copyOfDemoHome>;
beforeEach(() => {
  home = copyOfDemoHome();
  return () => home.remove();
});

const change = (file: string, from: string, to: string): void => {
  const path = join(home.dir, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const morning = 'scenes/morning-routine.test.yaml';
/** One test with one mistake in its scene. */
function breakMorning(): void {
  change('scenes/morning-routine.yaml', 'percent: 100', 'percent: 40');
}

describe('millet test', () => {
  it('runs the tests of a home', () => {
    const { code, out, err } = millet(['test'], { cwd: home.dir });
    expect(err).toBe('');
    expect(out).toMatch(/^✓ scenes\/afternoon-coffee\.test\.yaml {2}5 tests\n/);
    expect(out).toMatch(/\n\n49 tests in 18 files: 49 passed\.\n$/);
    expect(code).toBe(0);
  });

  it('shows a failing test in full, with a command that shows the run', () => {
    breakMorning();
    const { code, out } = millet(['test', morning, '--only', 'opens the curtain and'], { cwd: home.dir });
    expect(code).toBe(1);
    expect(out).toBe(`✗ scenes/morning-routine.test.yaml  1 test, 1 failed

✗ opens the curtain and makes coffee when somebody is up
  scenes/morning-routine.test.yaml:14:9
      - { at: "07:00:30", device: smart_curtain, prop: position, value: 100 }
    expected  at 07:00:30: smart_curtain.position is 100
    seen      smart_curtain.position was 40, since 07:00:03.223
    because   07:00:03.223 smart_curtain: position became 40, moving became stopped
              07:00:00 step 0 of morning-routine: smart_curtain.open percent=40
              07:00:00 morning-routine ran: time 07:00
    see it    millet simulate --from 2026-03-02T06:55 --until 2026-03-02T07:05 --no-residents --set motion_sensor.detected=true --set smart_curtain.position=0

1 test in 1 file: 0 passed, 1 failed.
`);
    const [, ...command] = /see it {4}(.*)/.exec(out)![1]!.split(' ');
    const shown = millet(command, { cwd: home.dir });
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('smart_curtain.open percent=40');
  });

  it('tells the story of a test', () => {
    const name = 'puts everything out when it is pressed twice';
    const { code, out } = millet(['test', 'scenes/bedside-switch.test.yaml', '--only', name, '--story'], {
      cwd: home.dir,
    });
    expect(out).toContain(`scenes/bedside-switch.test.yaml: ${name}\n`);
    expect(out).toContain('bedside-switch runs: ');
    expect(out).toMatch(/1 test in 1 file: 1 passed\.\n$/);
    expect(code).toBe(0);
  });

  it('prints JSON for programs, and the same each time', () => {
    breakMorning();
    const run = () => millet(['test', morning, '--json', '--coverage'], { cwd: home.dir });
    const { code, out } = run();
    expect(code).toBe(1);
    const { passed, failed, tests, problems, coverage } = JSON.parse(out);
    expect({ passed, failed, problems }).toEqual({ passed: 2, failed: 2, problems: [] });
    expect(tests[0]).toMatchObject({
      passed: false,
      file: morning,
      line: 5,
      failures: [
        {
          path: ['expect', 1],
          line: 14,
          column: 9,
          seen: ['smart_curtain.position was 40, since 07:00:03.223'],
        },
      ],
    });
    expect(coverage.find(({ scene }: { scene: string }) => scene === 'morning-routine').counts.scene).toEqual(
      {
        seen: 1,
        of: 1,
      },
    );
    expect(run().out).toBe(out);
  });

  it('writes JUnit XML', () => {
    breakMorning();
    const { code } = millet(['test', morning, '--junit', 'report.xml'], { cwd: home.dir });
    expect(code).toBe(1);
    const xml = readFileSync(join(home.dir, 'report.xml'), 'utf8');
    expect(xml).toContain('<testsuites name="millet test" tests="4" failures="2" errors="0">');
    expect(xml).toContain('<failure message="at 07:00:30: smart_curtain.position is 100">');
  });

  it('says what the tests leave out', () => {
    const { out } = millet(['test', 'scenes/air-is-clean.test.yaml', '--coverage'], { cwd: home.dir });
    expect(out).toMatch(/^air-is-clean +yes +1\/1 +2\/2 +-$/m);
    expect(out).toMatch(/^good-night +no +0\/1 +- +-\n {2}· it never ran\n {2}· never fired: time 23:00$/m);
  });

  it('uses threads for a long suite, and comes out in order', () => {
    const tests = Array.from({ length: 24 }, (_, seed) => ({
      name: `day ${seed}`,
      from: '2026-03-02T00:00',
      until: '2026-03-03T00:00',
      seed,
      expect: [{ scene: 'good-night', outcome: seed === 7 ? 'failed' : 'finished', times: 1 }],
    }));
    writeFileSync(join(home.dir, 'long.test.json'), JSON.stringify({ home: '.', tests }));
    const { code, out, err } = millet(['test', 'long.test.json', '--json'], { cwd: home.dir });
    expect(err).toBe('');
    expect(code).toBe(1);
    const results: { name: string; passed: boolean }[] = JSON.parse(out).tests;
    expect(results.map(({ name }) => name)).toEqual(tests.map(({ name }) => name));
    expect(results.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(['day 7']);
  });

  it('runs nothing of a file with mistakes, and ends with 1', () => {
    change(morning, 'prop: position', 'prop: positon');
    const { code, out } = millet(['test', morning], { cwd: home.dir });
    expect(code).toBe(1);
    expect(out).toContain(
      `${morning}:14:56: smart_curtain has no property positon; it has position, moving or jammed. Did you mean position?\n`,
    );
    expect(out).toContain('✗ scenes/morning-routine.test.yaml  has mistakes');
    const checked = millet(['check'], { cwd: home.dir });
    expect(checked.code).toBe(1);
    expect(checked.out).toContain(`${morning}:14:56: `);
  });

  it.each<[string, string[], string]>([
    ['a file that is not there', ['nope.test.yaml'], 'There is no file nope.test.yaml.\n'],
    ['a name that no test has', ['--only', 'nope'], 'No test is called "nope", nor has that in its name.'],
    ['a home that is none', ['--home', 'nope'], 'There is no directory nope.\n'],
    ['--watch with --json', ['--watch', '--json'], '--watch does not go with --json.\n'],
  ])('refuses %s, and ends with 2', (_what, args, message) => {
    const { code, err } = millet(['test', ...args], { cwd: home.dir });
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe('millet test --watch', () => {
  it('runs again when a scene, a test or the home is saved', async () => {
    const watching = new RunningMillet(['test', morning, '--watch'], home.dir);
    /** Changes something, and waits for a run that says so. */
    const says = async (act: () => void, text: string): Promise<void> => {
      const before = watching.out.length;
      act();
      await until(() => watching.out.slice(before).includes(text), `${text}\n${watching.out}`);
    };
    await watching.said(/^Watching/m);
    expect(watching.out).toContain('4 passed.');
    await says(breakMorning, '2 passed, 2 failed.');
    await says(() => change(morning, 'value: 100 }', 'value: 40 }'), '3 passed, 1 failed.');
    await says(() => change('home.yaml', 'name: Demo home', 'nome: Demo home'), 'a home has no key "nome"');
    await says(() => change('home.yaml', 'nome: Demo home', 'name: Demo home'), '3 passed, 1 failed.');
    expect(await watching.stop('SIGINT')).toBe(0);
  });
});

describe('millet record', () => {
  let day: ReturnType<typeof copyOfDemoHome>;
  beforeAll(() => {
    day = copyOfDemoHome();
    const args = ['simulate', '--from', '2026-03-02T00:00', '--for', '23h30m', '--journal', 'day.jsonl'];
    const sets = ['--set', 'air_purifier.pm2_5=130@12:00', '--set', 'hall_light.power=on@12:30'];
    expect(millet([...args, ...sets], { cwd: day.dir }).code).toBe(0);
  });
  afterAll(() => day.remove());
  const record = (...args: string[]) => millet(['record', 'day.jsonl', ...args], { cwd: day.dir });

  it('prints a short test that shows the run again, with the state before and what came in', () => {
    const { code, out, err } = record('--scene', 'clear-the-air');
    expect(
      out,
    ).toBe(`# Recorded from day.jsonl: clear-the-air began at 2026-03-02T12:05:00.013+08:00 (air_purifier.pm2_5 became 130 (it was 8) and stayed so for 5m)
# and ended as finished: every step was done.
tests:
  - name: "clear-the-air finished, as on 2026-03-02 at 12:05"
    from: "2026-03-02T11:55"
    until: "12:05:02"
    given:
      air_purifier: { power: "on", mode: sleep }
    do:
      - { at: "12:00", device: air_purifier, stimulate: { pm2_5: 130 } }
    expect:
      - { scene: clear-the-air, outcome: finished, times: 1, between: ["12:05", "12:05:01"] }
      - { device: air_purifier, set: { power: "on", mode: favorite, level: 14 }, times: 1 }
      - { notify: "The air is bad; the purifier runs at full speed", times: 1 }
      - { device: air_purifier, prop: mode, value: favorite }
      - { device: air_purifier, prop: level, value: 14 }
      - { device: lin_phone, prop: last_notification, value: "The air is bad; the purifier runs at full speed" }
      - { device: wei_phone, prop: last_notification, value: "The air is bad; the purifier runs at full speed" }
`);
    expect(err).toContain('The test begins at 2026-03-02T11:55. It was run, and passes.');
    expect(code).toBe(0);
  });

  it.each([
    'morning-routine',
    'welcome-home',
    'bedside-switch',
    'car-is-near',
    'off-to-work',
    'everyone-has-left',
  ])('writes a test of %s that passes, and does not write over it', (scene) => {
    const file = `scenes/recorded-${scene}.test.yaml`;
    expect(record('--scene', scene, '--out', file)).toMatchObject({ code: 0, err: '' });
    const tested = millet(['test', file], { cwd: day.dir });
    expect(tested.out).toMatch(/1 test in 1 file: 1 passed\.\n$/);
    expect(record('--scene', scene, '--out', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${file} is there already, and is not overwritten.`),
    });
  });

  it('takes the run that is nearest to --at', () => {
    expect(record('--scene', 'welcome-home', '--at', '18:00').err).toMatch(
      /welcome-home began at 2026-03-02T1[78]:/,
    );
  });

  it('says which scenes there are when that one did not run', () => {
    const { code, err } = record('--scene', 'smoke');
    expect(err).toMatch(
      /^No run of smoke has ended in day\.jsonl\.\nThose of these scenes have: afternoon-coffee, /,
    );
    expect(code).toBe(2);
  });

  it('writes the test all the same when the scene is not what it was, and ends with 1', () => {
    const other = copyOfDemoHome();
    writeFileSync(
      join(other.dir, 'scenes/good-night.yaml'),
      'trigger: { type: manual }\nactions: [{ notify: "good night" }]\n',
    );
    const { code, out, err } = record('--scene', 'good-night', '--home', other.dir);
    expect(out).toContain(
      '{ scene: good-night, outcome: finished, times: 1, between: ["23:00", "23:00:01"] }',
    );
    expect(err).toContain('The test was run, and fails: the home or its scenes are not what they were');
    expect(code).toBe(1);
    other.remove();
  });
});
