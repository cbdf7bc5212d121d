import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultKinds, readFault } from '../../src/core/device/fault.ts';
import { startBroker } from '../../src/mqtt/broker.ts';
import { millet, RunningMillet } from './millet.ts';

const docs = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8');
const commands = docs
  .match(/^```sh\n(.*?)^```$/ms)![1]!
  .trimEnd()
  .split('\n');
const words = (command: string): string[] => {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
};

let home: RunningMillet;
let url: string;

beforeAll(async () => {
  home = new RunningMillet([
    'run',
    '--mqtt-port',
    '0',
    '--at',
    '2026-03-02T12:00',
    '--no-residents',
    '--paused',
  ]);
  url = await home.url();
});
afterAll(async () => {
  expect(await home.stop()).toBe(0);
});

const fault = (...args: string[]) => millet(['fault', ...args, '--broker', url]);

describe('millet fault', () => {
  it('breaks a device, says what is wrong with it then, and mends it', () => {
    expect(fault('coffee_maker', 'slow', 'delay=2s', '--for', '10m')).toEqual({
      code: 0,
      out: 'coffee_maker: slow delay=2s, until 2026-03-02T12:10:00.000+08:00\n',
      err: '',
    });
    expect(JSON.parse(fault('coffee_maker', 'jam', '--json').out)).toEqual([
      {
        kind: 'slow',
        delay: '2s',
        for: '10m',
        since: '2026-03-02T12:00:00.000+08:00',
        until: '2026-03-02T12:10:00.000+08:00',
      },
      { kind: 'jam', since: '2026-03-02T12:00:00.000+08:00' },
    ]);
    expect(fault('coffee_maker', 'none', 'of=slow').out).toBe('coffee_maker: jam\n');
    expect(fault('coffee_maker', 'none').out).toBe('coffee_maker is well\n');
    expect(fault('coffee_maker', 'none')).toEqual({ code: 0, out: 'coffee_maker is well\n', err: '' });
  });

  it('ends with 1 when the device cannot have it, with a sentence', () => {
    expect(fault('hall_light', 'jam')).toEqual({
      code: 1,
      out: '',
      err: 'hall_light cannot jam: a smart-bulb has no moving parts.\n',
    });
  });

  it.each([
    [['coffee_maker', 'ofline'], 'There is no fault ofline;'],
    [['coffee_maker', 'slow'], 'slow needs delay: a duration such as 2s'],
    [['coffee_maker', 'slow', 'delay'], 'Expected PARAM=VALUE, got delay.'],
    [['coffee_makr', 'offline'], 'There is no device coffee_makr. Did you mean coffee_maker?'],
    [['coffee_maker', 'offline', '--for', 'ever'], 'offline takes for: a duration such as 10m'],
  ])('ends with 2 for %j', (args, sentence) => {
    const { code, out, err } = fault(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.startsWith(sentence)).toBe(true);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('shows in the story of the home', async () => {
    fault('vacuum', 'offline');
    await home.said(/! vacuum is offline\n.* {3}vacuum is offline/);
    fault('vacuum', 'none');
    await home.said(/! vacuum is no longer offline\n.* {3}vacuum is online/);
  });

  it('says so when there is no home on the broker', async () => {
    const broker = await startBroker({ host: '127.0.0.1', port: 0 });
    // Not `millet()`, which would keep this process, and with it the broker, from answering.
    const asking = new RunningMillet(['fault', 'coffee_maker', 'offline', '--broker', broker.url]);
    expect(await asking.ended).toBe(2);
    expect(asking.err).toContain('No home with the topic prefix millet speaks on this broker.');
    await broker.stop();
  });
});

describe('simulate --fault', () => {
  const morning = ['simulate', '--from', '2026-03-02T06:58', '--for', '5m'];

  it('breaks a device at a time, and the story tells what came of it', () => {
    const { code, out } = millet([...morning, '--fault', 'coffee_maker=offline,for=90s@06:59']);
    expect(code).toBe(0);
    expect(out).toContain('06:59:00 ! coffee_maker is offline, for 90s');
    expect(out).toContain('✗ coffee_maker.brew type=espresso failed: coffee_maker is offline');
    expect(out).toContain('07:00:30 ! coffee_maker is no longer offline');
  });

  it('breaks it at the start without a time', () => {
    const { out } = millet([...morning, '--fault', 'smart_curtain=jam', '--json']);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.find(({ kind, fault }) => kind === 'world' && fault)).toMatchObject({
      time: '2026-03-02T06:58:00.000+08:00',
      what: 'smart_curtain is jammed',
    });
  });

  it.each([
    ['coffee_makr=jam', 'There is no device coffee_makr'],
    ['coffee_maker', 'Expected DEVICE=KIND[,PARAM=VALUE...][@TIME] after --fault, got coffee_maker.'],
    ['coffee_maker=ofline', '--fault: There is no fault ofline;'],
    ['hall_light=jam', '--fault: hall_light cannot jam: a smart-bulb has no moving parts.'],
    ['vacuum=jam@25:00', '--fault: '],
    [
      'vacuum=jam@09:00',
      '--fault vacuum=jam@09:00: 2026-03-02T09:00:00.000+08:00 is outside of what is simulated.',
    ],
  ])('refuses %s with a sentence', (text, sentence) => {
    const { code, out, err } = millet([...morning, '--fault', text]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.startsWith(sentence)).toBe(true);
  });
});

describe('docs/faults.md', () => {
  it.each(commands)('has the example: %s', (command) => {
    const [program, ...args] = words(command);
    if (program === 'mosquitto_pub') {
      const [device] = args[1]!.split('/').slice(1);
      const { kind, of, ...params } = { of: undefined, ...readFault(args[3]!) };
      const given = Object.entries(params).map(([name, value]) => `${name}=${value}`);
      expect(fault(device!, kind, ...given)).toMatchObject({ code: 0, err: '' });
    } else {
      const where = args[0] === 'simulate' ? [] : ['--broker', url];
      expect(millet([...args, ...where])).toMatchObject({ code: 0, err: '' });
    }
  });

  it('has a row for every kind', () => {
    for (const kind of [...faultKinds, 'none']) expect(docs).toContain(`\n| \`${kind}\` | `);
  });
});
