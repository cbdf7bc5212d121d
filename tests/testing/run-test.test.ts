import { describe, expect, it } from 'vitest';
import { failures, tried } from './tried.ts';

const seen = 'do: [{ at: "12:01", device: sensor, stimulate: { detected: true } }]';

describe('an expectation at a time', () => {
  it('holds with everything of that instant, and not a moment before', () => {
    expect(
      failures(`{ ${seen}, expect: [{ at: "12:01:00.010", device: lamp, prop: power, value: "on" }] }`),
    ).toEqual([]);
    expect(
      failures(`{ ${seen}, expect: [{ at: "12:01", device: lamp, prop: power, value: "on" }] }`),
    ).toEqual(['at 12:01:00: lamp.power is on | lamp.power was off, since 12:00:00']);
  });

  it('is at the end of the test without a time', () => {
    expect(failures(`{ ${seen}, expect: [{ device: lamp, prop: power, value: "off" }] }`)).toEqual([
      'at the end, 12:10:00: lamp.power is off | lamp.power was on, since 12:01:00.010',
    ]);
  });

  it('tells what caused the value that it saw, back to the root', () => {
    const [failure] = tried(`{ ${seen}, expect: [{ device: lamp, prop: power, value: "off" }] }`).failures;
    expect(failure!.because).toEqual([
      '12:01:00.010 lamp: power became on',
      '12:01:00 step 0 of light: lamp set power=on',
      '12:01:00 light ran: sensor.detected became true (it was false)',
      '12:01:00 sensor: detected became true, last_seen became 2026-03-02T12:01:00.000+08:00',
      '12:01:00 the test asked sensor: stimulate detected=true',
    ]);
    expect(failure!.path).toEqual(['expect', 0]);
  });

  it('leads from a step straight to its run, and says what several parts saw once', () => {
    const scene = `
trigger: { type: property, device: sensor, prop: detected, value: true }
actions:
  - { device: lamp, set: { brightness: 40 } }
  - { delay: 1s }
  - { device: lamp, set: { power: "on" } }
`;
    const off = '{ device: lamp, prop: power, value: "off" }';
    const [failure] = tried(`{ ${seen}, expect: [any: [${off}, not: { not: ${off} }]] }`, scene).failures;
    expect(failure!.seen).toEqual(['lamp.power was on, since 12:01:01.020']);
    expect(failure!.because.slice(0, 3)).toEqual([
      '12:01:01.020 lamp: power became on',
      '12:01:01.010 step 2 of light: lamp set power=on',
      '12:01:00 light ran: sensor.detected became true (it was false)',
    ]);
  });

  it('says of a device that was there all the time that it was so from the start', () => {
    const [failure] = tried('expect: [{ type: availability, device: lamp, value: offline }]').failures;
    expect(failure!.because).toEqual(['12:00:00 lamp was so from the start']);
  });

  it('takes any condition, and how long something has been so', () => {
    expect(
      failures(`{ ${seen}, expect: [
        { at: "12:05", any: [{ device: lamp, prop: power, value: "off" }, { device: lamp, prop: brightness, above: 50 }] },
        { at: "12:06", device: lamp, prop: power, value: "on", for: 4m },
        { at: "12:06", device: lamp, prop: power, value: "on", for: 6m },
        { type: availability, device: lamp, value: online } ] }`),
    ).toEqual(['at 12:06:00: lamp.power is on for 6m | lamp.power was on, since 12:01:00.010']);
  });
});

describe('an expectation that counts', () => {
  it('counts the runs of a scene by outcome', () => {
    const twice = `do:
      - { at: "12:01", device: sensor, stimulate: { detected: true } }
      - { at: "12:02", device: sensor, stimulate: { detected: false } }
      - { at: "12:03", device: sensor, stimulate: { detected: true } }
    `;
    expect(
      failures(`${twice}
expect:
  - { scene: light, times: 2 }
  - { scene: light, outcome: finished, times: 1 }
  - { scene: light, outcome: [finished, refused], times: 2 }
  - { scene: light, outcome: refused, between: ["12:02", "12:04"] }`),
    ).toEqual([]);
    // What a test says of a scene that does not exist is a mistake of the test; so this one could not be read.
    const [unread] = tried('expect: [{ scene: dark }]').failures;
    expect(unread!.because).toEqual(['dark is not in the home: its file has mistakes']);
    expect(failures(`${twice}\nexpect: [{ scene: light, outcome: finished, times: 2 }]`)).toEqual([
      'light finished, twice | once | 12:01:00 finished: every step was done | 12:03:00 refused: because lamp.power was on, not off (does not count)',
    ]);
  });

  it('says what a scene waits for that never ran', () => {
    const [failure] = tried('expect: [{ scene: light }]').failures;
    expect(failure).toMatchObject({
      expected: 'light ran, at least once',
      seen: ['never'],
      because: ['it runs on sensor.detected true, and nothing of that happened'],
    });
  });

  it('counts what devices were asked for, but not what the test itself asks', () => {
    expect(
      failures(`
do:
  - { at: "12:01", device: sensor, stimulate: { detected: true } }
  - { at: "12:02", device: lamp, set: { power: "off" } }
expect:
  - { device: lamp, set: { power: "on" }, times: 1 }
  - { device: lamp, set: { power: "off" }, times: 0 }
  - { device: lamp, method: toggle, at_most: 0 }
  - { device: phone, method: notify, params: { text: "Somebody is there" }, times: 1 }
  - { notify: "Somebody is there", times: 1 }
  - { notify: "Somebody is there", to: phone, times: 1 }
  - { device: phone, event: notification, where: { text: "Somebody is there" }, at_least: 1 }
  - { between: ["12:02", "12:03"], notify: "Somebody is there", times: 0 }`),
    ).toEqual([]);
  });

  it('shows what came near', () => {
    expect(failures(`{ ${seen}, expect: [{ notify: "Nobody is there" }] }`)).toEqual([
      'the message "Nobody is there", at least once | never | 12:01:00.010 "Somebody is there" (does not count)',
    ]);
  });
});

describe('never and always', () => {
  it('see a value however short it was there', () => {
    const blink = `do:
      - { at: "12:02", device: lamp, set: { power: "on" } }
      - { at: "12:02:00.001", device: lamp, set: { power: "off" } }
    `;
    expect(failures(`${blink}\nnever: [{ device: lamp, prop: power, value: "on" }]`)).toEqual([
      'never lamp.power is on | it was so at 12:02:00.010, for 1ms | lamp.power was on, since 12:02:00.010',
    ]);
    expect(failures(`${blink}\nalways: [{ device: lamp, prop: power, value: "off" }]`)).toEqual([
      'always lamp.power is off | it was not so at 12:02:00.010, for 1ms | lamp.power was on, since 12:02:00.010',
    ]);
    expect(failures(`${blink}\nnever: [{ device: lamp, prop: power, value: "on", for: 1s }]`)).toEqual([]);
    expect(failures(`${blink}\nalways: [{ device: lamp, prop: power, value: "off", for: 1s }]`)).toEqual([]);
  });

  it('count what lasts exactly as long as they say', () => {
    const ten = `do:
      - { at: "12:02", device: lamp, set: { power: "on" } }
      - { at: "12:02:10", device: lamp, set: { power: "off" } }
    `;
    expect(failures(`${ten}\nnever: [{ device: lamp, prop: power, value: "on", for: 10s }]`)).toHaveLength(1);
    expect(failures(`${ten}\nnever: [{ device: lamp, prop: power, value: "on", for: 10001ms }]`)).toEqual([]);
  });

  it('see a combination of devices, and a part of the day that begins while nothing happens', () => {
    const on = 'given: { lamp: { power: "on" } }';
    const rule = `never:
      - all: [{ device: lamp, prop: power, value: "on" }, { type: time, after: "12:05", before: "12:07" }]`;
    expect(failures(`${on}\n${rule}`)).toEqual([
      'never lamp.power is on and time is from 12:05 before 12:07 | it was so at 12:05:00, for 2m | lamp.power was on, since 12:00:00 | time was 12:05:00 on mon',
    ]);
    expect(failures(rule)).toEqual([]);
  });

  it('see where the sun stands, and which scenes go on', () => {
    expect(
      failures(
        `{ ${seen}, never: [{ type: sun, after: sunset }], always: [{ type: sun, after: sunrise, before: sunset }] }`,
      ),
    ).toEqual([]);
    expect(failures(`{ ${seen}, never: [{ type: scene, scene: light, value: running }] }`)).toEqual([
      'never light is running | it was so at 12:01:00, for 10ms | light was running, since 12:01:00',
    ]);
    expect(failures('never: [{ type: scene, scene: light, value: running }]')).toEqual([]);
  });

  it('take what is unknown for not so', () => {
    const gone = 'do: [{ at: "12:02", device: lamp, fault: offline }]';
    expect(failures(`${gone}\nnever: [{ device: lamp, prop: power, value: "on" }]`)).toEqual([]);
    expect(failures(`${gone}\nalways: [{ device: lamp, prop: power, value: "off" }]`)).toEqual([
      'always lamp.power is off | it was not so at 12:02:00, until the end (8m) | lamp.power was unknown',
    ]);
  });

  it('see what holds from the start until the end', () => {
    expect(
      failures(
        '{ given: { lamp: { power: "on" } }, never: [{ device: lamp, prop: power, value: "on", for: 10m }] }',
      ),
    ).toEqual([
      'never lamp.power is on for 10m | it was so at 12:00:00, until the end (10m) | lamp.power was on, since 12:00:00',
    ]);
  });
});

describe('what a test does', () => {
  it('happens in its order within one instant, and can be a scene, a method or any message', () => {
    const { failures: found, entries } = tried(`
do:
  - { at: "12:02", scene: light }
  - { at: "12:03", device: curtain, method: open, params: { percent: 50 } }
  - { at: "12:04", message: { topic: millet/lamp/set, payload: { power: "off" } } }
  - { at: "12:04", message: { topic: school/bell, payload: ring } }
expect:
  - { scene: light, outcome: finished, times: 1 }
  - { device: curtain, prop: position, value: 50 }
  - { device: lamp, prop: power, value: "off" }`);
    expect(found).toEqual([]);
    expect(entries.filter(({ kind }) => kind === 'input')).toHaveLength(4);
  });

  it('fails where a device refuses it, unless that is expected', () => {
    const jam = 'given: { curtain: { jammed: true } }';
    const open = (more: string) => `do: [{ at: "12:02", device: curtain, method: open${more} }]`;
    const rest = 'always: [{ device: curtain, prop: position, value: 0 }]';
    expect(failures(`${jam}\n${open('')}\n${rest}`)).toEqual([
      'curtain does what the test asks of it | 12:02:00 it refused: the curtain is jammed at 0 %; free it, then try again (-4008)',
    ]);
    expect(failures(`${jam}\n${open(', refused: true')}\n${rest}`)).toEqual([]);
    expect(
      failures(`${open(', refused: true')}\nexpect: [{ device: curtain, prop: position, value: 100 }]`),
    ).toEqual(['curtain refuses what the test asks of it | 12:02:00 it did it']);
  });

  it('enters a fault as a message to the device', () => {
    const { entries } = tried(`
do:
  - { at: "12:02", device: lamp, fault: offline }
  - { at: "12:03", device: lamp, fault: { kind: slow, delay: 2s } }
always: [{ device: lamp, prop: power, value: "off", for: 1h }]`);
    const inputs = entries.flatMap((entry) => (entry.kind === 'input' ? [entry.input] : []));
    expect(inputs).toEqual([
      { type: 'message', topic: 'millet/lamp/fault', payload: 'offline' },
      { type: 'message', topic: 'millet/lamp/fault', payload: '{"kind":"slow","delay":"2s"}' },
    ]);
  });

  it('comes out the same each time', () => {
    const run = () => tried(`{ ${seen}, expect: [{ device: lamp, prop: power, value: "off" }] }`);
    expect(JSON.stringify(run().entries)).toBe(JSON.stringify(run().entries));
    expect(run().failures).toEqual(run().failures);
  });
});
