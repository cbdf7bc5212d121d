import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantedHome } from '../explore/planted.ts';
import { directoryWith } from '../files/homes.ts';
import { demoHome, millet, RunningMillet } from './millet.ts';

/** A rule that three things in the right order break. */
const broken = 'never:\n  - { type: scene, scene: third, value: running }\n';
/** A rule that nothing breaks: the model does not heat to more. */
const kept = 'never:\n  - { device: heater, prop: target_temperature, above: 27 }\n';
/** Long enough for any machine: it ends when it has found something. */
const long = ['--for', '10m'];

describe('millet explore', () => {
  it('finds the one way to break a rule, tells it as a story, and writes a test that fails', () => {
    const dir = directoryWith({ ...plantedHome, 'rules.yaml': broken });
    const { code, out, err } = millet(['explore', 'rules.yaml', '--seed', '3', '--cores', '2', ...long], {
      cwd: dir,
    });
    expect(err).toBe('');
    expect(out).toBe(`Looking for a day that breaks a rule, for 10m at most; Ctrl-C ends it.
Broken: never third is running
Found after 528 days, 6226 hours in all. The shortest way to it:
── 2026-03-02 ──
00:14:00   the sky is overcast, -14 degrees
00:14:00 ◀ somebody asks button: press kind=double
00:14:00   button: event click
00:14:00 ▶ first runs: button event click kind=double happened
00:14:00   … delay 10m
00:14:00 ◀ somebody asks door: stimulate open=true
00:14:00   door: event opened
00:14:00   door: open true
00:14:00 ▶ second runs: door.open became true (it was false)
00:14:00   … delay 10m
00:15:00 ◀ somebody asks sensor: stimulate detected=true
00:15:00   sensor: event motion
00:15:00   sensor: detected true, last_seen 2026-03-02T00:15:00.010+01:00
00:15:00 ▶ third runs: sensor.detected became true (it was false)
00:15:00   … delay 10m

  seen      it was so at 00:15:00.010, until the end (1.99s)
            third was running, since 00:15:00.010
  because   00:15:00.010 step 0 of third: delay 10m
            00:15:00.010 third ran: sensor.detected became true (it was false)
            00:15:00.010 sensor: detected became true, last_seen became 2026-03-02T00:15:00.010+01:00
            00:15:00.010 the test asked sensor: stimulate detected=true

Written as a test, which fails: millet test scenes/explored-1.test.yaml
`);
    expect(code).toBe(1);
    const file = 'scenes/explored-1.test.yaml';
    expect(readFileSync(join(dir, file), 'utf8')).toBe(`# Found by: millet explore rules.yaml --seed 3
# It fails for as long as this can happen.
tests:
  - name: "never third is running"
    from: "2026-03-02T00:14"
    until: "00:15:02"
    residents: "off"
    do:
      - { at: "00:14", device: button, method: press, params: { kind: double } }
      - { at: "00:14", device: door, stimulate: { open: true } }
      - { at: "00:15", device: sensor, stimulate: { detected: true } }
    never:
      - { type: scene, scene: third, value: running }
`);
    const tested = millet(['test', file], { cwd: dir });
    expect(tested.out).toContain('expected  never third is running\n');
    expect(tested.out).toContain('1 test in 1 file: 0 passed, 1 failed.');
    expect(tested.code).toBe(1);

    // One core finds what two find; and a file that is there stays as it is.
    const again = ['explore', 'rules.yaml', '--seed', '3', '--json', '--cores', '1', ...long];
    const { found, rule, tried, file: second } = JSON.parse(millet(again, { cwd: dir }).out);
    expect({ found, rule, tried }).toEqual({ found: true, rule: 'never third is running', tried: 528 });
    expect(second).toBe('scenes/explored-2.test.yaml');
    expect(readFileSync(join(dir, second), 'utf8')).toBe(readFileSync(join(dir, file), 'utf8'));
  }, 240_000);

  it('tells what it has found also where the test cannot be written', () => {
    const rules = 'never:\n  - { type: scene, scene: first, value: running }\n';
    const dir = directoryWith({ ...plantedHome, 'rules.yaml': rules });
    const { code, out, err } = millet(['explore', 'rules.yaml', '--out', 'rules.yaml/x.test.yaml', ...long], {
      cwd: dir,
    });
    expect(out).toContain('Broken: never first is running');
    expect(err).toMatch(
      /^The test rules\.yaml\/x\.test\.yaml cannot be written: .*\nChoose another file with --out\.\n$/,
    );
    expect(code).toBe(2);
  });

  it('says how much it has tried when nothing breaks a rule', () => {
    const dir = directoryWith({ ...plantedHome, 'rules.yaml': kept });
    const { code, out } = millet(['explore', 'rules.yaml', '--for', '100ms', '--cores', '1'], { cwd: dir });
    expect(out).toMatch(
      /\nNothing broke the rule: never heater\.target_temperature is above 27\.\n\d+ days were tried, \d+ hours in all; \d+ different things were seen to happen\.\n(Scenes that never ran: .*\n)?That is no proof\. Look longer with --for 5m, or at other days with --seed 2\.\n$/,
    );
    expect(code).toBe(0);
  });

  it('takes the rules of the home, and finds nothing against those of the demo home at first sight', () => {
    const { code, out } = millet(['explore', '--for', '100ms', '--cores', '1'], { cwd: demoHome });
    expect(out).toMatch(/\nNothing broke the 3 rules\.\n/);
    expect(code).toBe(0);
  });

  it('ends with what it has when it is interrupted', async () => {
    const dir = directoryWith({ ...plantedHome, 'rules.yaml': kept });
    const running = new RunningMillet(['explore', 'rules.yaml', ...long], dir);
    await running.said(/^Looking for a day/m);
    expect(await running.stop('SIGINT')).toBe(0);
    expect(running.out).toContain('\nNothing broke the rule: ');
    expect(running.err).toBe('');
  });

  it('shows mistakes in a file of rules, with their places', () => {
    const dir = directoryWith({
      ...plantedHome,
      'rules.yaml':
        'never:\n  - { device: heater, prop: powr, value: "on" }\n  - { type: scene, scene: thrid, value: running }\n',
    });
    const { code, err } = millet(['explore', 'rules.yaml'], { cwd: dir });
    expect(
      err,
    ).toBe(`rules.yaml:2:29: heater has no property powr; it has power, target_temperature, temperature or heating. Did you mean power?
      - { device: heater, prop: powr, value: "on" }
                                ^
rules.yaml:3:27: there is no scene thrid. Did you mean third?
      - { type: scene, scene: thrid, value: running }
                              ^
`);
    expect(code).toBe(1);
  });

  it.each<[string, string[], string]>([
    ['a file that is not there', ['nope.yaml'], 'There is no file nope.yaml.\n'],
    ['a file without rules', ['empty.yaml'], 'empty.yaml does not say what must never, or always, be so.\n'],
    ['a word that is no kind', ['--without', 'fault'], 'got "fault". Did you mean faults?\n'],
    ['no duration', ['--for', 'long'], '--for: '],
    ['a file that is there', ['--out', 'home.yaml'], 'home.yaml is there already, and is not overwritten.\n'],
  ])('refuses %s, and ends with 2', (_what, args, message) => {
    const dir = directoryWith({ ...plantedHome, 'empty.yaml': '{}' });
    const { code, err } = millet(['explore', ...args], { cwd: dir });
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it('refuses a home without rules', () => {
    const dir = directoryWith({ ...plantedHome });
    const home = plantedHome['home.yaml'];
    writeFileSync(join(dir, 'home.yaml'), home.slice(0, home.indexOf('never:')));
    const { code, err } = millet(['explore'], { cwd: dir });
    expect(err).toBe(`This home does not say what must never, or always, be so.
Say it in home.yaml, or in a file that you name. For example: never: [{ device: heater, prop: power, value: "on" }]
`);
    expect(code).toBe(2);
  });
});
