import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Finished, millet } from './millet.ts';

const simulate = (...args: string[]): Finished => millet(['simulate', ...args]);
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a day of the demo home, as millet simulate tells it', () => {
  const { out, code } = simulate('--from', '2026-03-02');
  const lines = out.split('\n');

  it('has the day for a heading, and one line of summary for each scene that ran', () => {
    expect(code).toBe(0);
    expect(lines[0]).toBe('Monday 2 March 2026');
    expect(out).toContain('\nDemo home, 1d: 1542 journal lines.\n');
    expect(out).toMatch(/\nwelcome-home +2 +3\n/);
  });

  it('tells below each thing what came of it', () => {
    expect(out).toContain(`08:06:31 lin leaves
           front_door: event opened, open
           lin_phone: location away
           car: event left, not plugged in, location away
           ✗ everyone-has-left did not run because wei_phone.location was home, not away
08:06:38   front_door: event closed, not open
`);
  });

  it('takes up a run again that has waited', () => {
    expect(out).toContain(`07:55:00 ▶ phone-alarm goes on
           ✓ study_curtain.open → moving opening
         ■ phone-alarm finished (10 min)
`);
  });

  it('folds the readings of quiet stretches', () => {
    expect(out).toContain('\n         … quiet for 2 h 2 min: 71 readings\n02:17:00 bedroom_heater');
    expect(lines.filter((line) => line.includes('bedroom_air:'))).toEqual([]);
  });

  it('says what never fired, and whom nobody told to do anything', () => {
    expect(out).toContain('\nNever fired: clear-the-air, coffee-supplies, smoke.\n');
    expect(out).toContain(
      '\nNever got past its conditions: afternoon-coffee, air-is-clean, stuffy-bedroom.\n',
    );
    expect(out).toMatch(/\nNever told to do anything: .*smoke_alarm/);
  });

  it('tells what happened in the order in which it began', () => {
    const starts = lines.flatMap((line) => /^\d\d:\d\d:\d\d(?= \S)/.exec(line) ?? []);
    expect(starts.length).toBeGreaterThan(60);
    expect(starts).toEqual([...starts].sort());
  });

  it('has no colour in a pipe, and colour when it is forced', () => {
    const sequence = String.fromCharCode(27);
    expect(out).not.toContain(sequence);
    const colourful = millet(['simulate', '--from', '2026-03-02T06:55', '--for', '10m'], {
      env: { NO_COLOR: '', FORCE_COLOR: '1' },
    });
    expect(colourful.out).toContain(`${sequence}[`);
  });
});

describe('millet simulate --days', () => {
  const month = ['--from', '2026-03-02', '--days', '30'];
  const first = simulate(...month);

  it('tells thirty days in thirty paragraphs, and a summary', () => {
    const headings = first.out.match(/^\w+day \d+ \w+ 2026/gm)!;
    expect(headings).toHaveLength(30);
    expect(headings[0]).toBe('Monday 2 March 2026');
    expect(headings[29]).toBe('Tuesday 31 March 2026');
    expect(first.out).toContain(`
Wednesday 4 March 2026  partly cloudy, 5 degrees, clear from 11:28; sun up 06:18 down 17:55
  lin      up 03:19, asleep 03:24, up 06:49, showers 07:08, eats 07:21, out 08:08, home 18:27,
           cooks 18:45, eats 19:43, asleep 23:12
`);
    expect(first.out).toMatch(/\nmorning-routine +30 +- +-\n/);
    expect(first.out).toMatch(/\nscene +finished +stopped +refused\n/);
    expect(first.out).toMatch(/\ncoffee_maker +147 +- +8 +- +-\n/);
  });

  it('is equal to the byte when it is run again, and another life with another seed', () => {
    expect(hash(simulate(...month).out)).toBe(hash(first.out));
    const journals = ['1', '1', '2'].map((seed) => {
      return hash(simulate('--from', '2026-03-02', '--days', '7', '--seed', seed, '--json').out);
    });
    expect(journals[1]).toBe(journals[0]);
    expect(journals[2]).not.toBe(journals[0]);
    expect(simulate(...month, '--seed', '2').out).not.toBe(first.out);
  });

  it('counts days of the calendar from --from on', () => {
    const { out } = simulate('--from', '2026-03-02T18:00', '--days', '2', '--json', '--no-residents');
    const journal = out.trimEnd().split('\n');
    expect(JSON.parse(journal[0]!).time).toBe('2026-03-02T18:00:00.000+08:00');
    expect(JSON.parse(journal.at(-1)!).time).toMatch(/^2026-03-04T1[78]:/);
  });
});
