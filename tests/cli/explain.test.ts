import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyOfDemoHome, millet } from './millet.ts';

let home: ReturnType<typeof copyOfDemoHome>;
let journal: string;
beforeAll(() => {
  home = copyOfDemoHome();
  journal = join(home.dir, 'day.jsonl');
  const args = ['simulate', '--from', '2026-03-02T06:55', '--until', '2026-03-03T07:05', '--no-residents'];
  millet([...args, '--set', 'motion_sensor.detected=true@2026-03-03T06:59', '--journal', journal]);
});
afterAll(() => home.remove());

const explain = (...args: string[]) => millet(['explain', ...args], { cwd: home.dir });
const refused = 'morning-routine did not run at 07:00:00 because motion_sensor.detected was false, not true.';

describe('millet explain', () => {
  it('explains from a journal, and says so', () => {
    const { out, code } = explain('morning-routine', '--at', '2026-03-02T07:00', '--journal', journal);
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe(refused);
    expect(out.trimEnd().split('\n').at(-1)).toBe(`From the journal ${journal}.`);
  });

  it('takes a time alone for that of the last day on which the journal has it', () => {
    const first = (...args: string[]) => explain(...args, '--journal', journal).out.split('\n')[0];
    expect(first('morning-routine', '--at', '07:00')).toMatch(/^morning-routine ran at 07:00:00/);
    expect(first('air_purifier.power', '--at', '07:30')).toBe(
      'air_purifier.power was off at 07:30:00, since 06:55:00, because the home started so.',
    );
  });

  it('simulates the day where there is no journal, and when it is told with what', () => {
    const { out } = explain('morning-routine', '--at', '2026-03-02T07:00', '--no-residents');
    expect(out.split('\n')[0]).toBe(refused);
    expect(out).toMatch(/\nSimulated from 2026-03-02T00:00, seed 1, nobody at home\.\n$/);
    const set = ['--set', 'motion_sensor.detected=true', '--from', '06:30', '--seed', '2'];
    const other = explain('morning-routine', '--at', '2026-03-02T07:00', '--no-residents', ...set).out;
    expect(other).toMatch(/^morning-routine ran at 07:00:00/);
    expect(other).toContain('Simulated from 2026-03-02T06:30, seed 2, nobody at home.');
  });

  it("takes the last session's journal when there is one, and a simulation only when it is asked for", () => {
    mkdirSync(join(home.dir, '.millet'));
    writeFileSync(join(home.dir, '.millet', 'journal.jsonl'), readFileSync(journal));
    const { out } = explain('morning-routine', '--at', '2026-03-02T07:00');
    expect(out.split('\n')[0]).toBe(refused);
    expect(out).toContain(`From the journal ${join('.millet', 'journal.jsonl')}.`);
    expect(explain('morning-routine', '--at', '2026-03-02T07:00', '--seed', '1').out).toContain(
      'Simulated from',
    );
    const { err, code } = explain('morning-routine', '--at', '2026-03-04T07:00');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^--at: 2026-03-04T07:00:00 lies after what the journal .+ tells of: 2026-03-02T06:55:00 to /,
    );
    expect(err).toContain('With --from, the day is simulated instead.');
    // The home was seen a moment after the last thing that happened.
    const last = JSON.parse(readFileSync(journal, 'utf8').trimEnd().split('\n').at(-1)!).time;
    const later = (seconds: number): string => new Date(Date.parse(last) + seconds * 1000).toISOString();
    expect(explain('morning-routine', '--at', later(1)).code).toBe(2);
    const stop = { lines: 1, time: later(2), wall: later(2), speed: 1, paused: false };
    writeFileSync(join(home.dir, '.millet', 'session.json'), JSON.stringify(stop));
    expect(explain('morning-routine', '--at', later(1))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^morning-routine did not run at /),
    });
    expect(explain('morning-routine', '--at', later(3)).code).toBe(2);
  });

  it('says of a scene with mistakes that it does not run at all', () => {
    const { dir, remove } = copyOfDemoHome();
    const file = join(dir, 'scenes', 'morning-routine.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('motion_sensor', 'motion_sensr'));
    const { code, err } = millet(['explain', 'morning-routine', '--at', '07:00', '--home', dir]);
    remove();
    expect(err).toContain('Did you mean motion_sensor?');
    expect(err).toMatch(/\nmorning-routine does not run at all: its file has mistakes\.\n$/);
    expect(code).toBe(2);
  });

  it('gives data for programs, and nothing else', () => {
    const args = ['--at', '2026-03-02T07:00', '--journal', journal, '--json'];
    const { out } = explain('morning-routine', ...args);
    expect(JSON.parse(out)).toMatchObject({
      scene: 'morning-routine',
      verdict: 'refused',
      sentence: refused,
      instead: { changes: [{ device: 'motion_sensor', prop: 'detected', value: true }] },
    });
    expect(JSON.parse(explain('hall_light.power', ...args).out)).toMatchObject({ value: 'off', known: true });
  });

  it.each<[string, string[], string]>([
    ['a misspelt scene', ['morning-rutine', '--at', '07:00'], 'Did you mean morning-routine?'],
    [
      'a device alone',
      ['hall_light', '--at', '07:00'],
      'it is a device.\nAsk for one of its properties: hall_light.',
    ],
    ['a misspelt device', ['hall_ligt.power', '--at', '07:00'], 'Did you mean hall_light?'],
    ['a misspelt property', ['hall_light.powr', '--at', '07:00'], 'Did you mean power?'],
    ['a time that is none', ['smoke', '--at', '7'], '--at: Expected a time such as'],
    [
      'a file that is not there',
      ['smoke', '--at', '07:00', '--journal', 'none'],
      'The journal none cannot be read',
    ],
    [
      'a file and a simulation',
      ['smoke', '--at', '07:00', '--journal', 'x', '--seed', '2'],
      'Give --journal, or',
    ],
    ['a time before --from', ['smoke', '--at', '07:00', '--from', '08:00'], '--from lies after --at'],
    ['no time', ['smoke'], "required option '--at <time>'"],
  ])('refuses %s in one sentence, and ends with 2', (_what, args, message) => {
    const { code, err, out } = explain(...args);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect([code, out]).toEqual([2, '']);
  });

  it.each<[string, (line: Record<string, unknown>) => void, string]>([
    ['lost what it carries', (line) => delete line.props, 'its props is missing'],
    ['is of no known kind', (line) => Object.assign(line, { kind: 'dream' }), 'there is no kind "dream"'],
    ['is led to by a later one', (line) => Object.assign(line, { cause: 99 }), 'its cause is 99'],
  ])('refuses a journal in which a line %s, and names the line', (_what, spoil, message) => {
    const lines = readFileSync(journal, 'utf8').split('\n');
    const spoilt = JSON.parse(lines[2]!) as Record<string, unknown>;
    spoil(spoilt);
    lines[2] = JSON.stringify(spoilt);
    const file = join(home.dir, 'spoilt.jsonl');
    writeFileSync(file, lines.join('\n'));
    const { code, err } = explain('smoke', '--at', '07:00', '--journal', file);
    expect(err).toContain(`spoilt.jsonl:3: this is no line of a Millet journal: ${message}`);
    expect(code).toBe(2);
  });
});

describe('the documentation', () => {
  it('shows in docs/explain.md what the command really prints', async () => {
    const { dir, remove } = copyOfDemoHome();
    const path = fileURLToPath(new URL('../../docs/explain.md', import.meta.url));
    const shown = readFileSync(path, 'utf8');
    const printed = shown.replace(
      /^```\n\$ (millet explain .*)\n(?:.*\n)*?```$/gm,
      (_block, command: string) => {
        const { out } = millet(command.split(' ').slice(1), { cwd: dir });
        return `\`\`\`\n$ ${command}\n${out}\`\`\``;
      },
    );
    remove();
    // When what it prints has changed for a reason, `npx vitest run tests/cli/explain.test.ts -u` writes it anew.
    await expect(printed).toMatchFileSnapshot(path);
    expect(shown.match(/^\$ millet explain /gm)).toHaveLength(6);
  });

  it('shows in the README what a newcomer sees', () => {
    const { dir, remove } = copyOfDemoHome();
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, scene] = /`scenes\/wake-up-light\.yaml`:\n\n {3}```yaml\n(.*?) {3}```/s.exec(readme)!;
    writeFileSync(join(dir, 'scenes', 'wake-up-light.yaml'), scene!.replace(/^ {3}/gm, ''));
    const [, command, said] = /(millet explain .*)\n {3}```\n {3}```\n(.*?) {3}```/s.exec(readme)!;
    const { out } = millet(command!.split(' ').slice(1), { cwd: dir });
    remove();
    expect(out.startsWith(said!.replace(/^ {3}/gm, ''))).toBe(true);
  });
});
