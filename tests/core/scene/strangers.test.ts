import { describe, expect, it } from 'vitest';
import { fires, reasons, sceneHome, times } from './parts.ts';

const heavy = { type: 'property', device: 'meter', prop: 'watt', above: 100 } as const;

describe('a real device', () => {
  it('is heard like a simulated one, and what it says is written down', () => {
    const home = sceneHome(
      { scene: fires(heavy, { conditions: [{ device: 'meter', prop: 'mode', value: 'eco' }] }) },
      { devices: { meter: { simulated: false } } },
    );
    home.send('meter/availability', 'online').send('meter/state', { watt: 5, mode: 'eco' });
    home.send('meter/state', { watt: 150, mode: 'eco' }).send('meter/event/alarm', { loud: true });
    const of = <Entry extends { device: string }>(entries: Entry[]) =>
      entries.filter(({ device }) => device === 'meter');
    expect(of(home.entries('availability')).map(({ value }) => value)).toEqual(['online']);
    expect(of(home.entries('state')).map(({ props }) => props)).toEqual([
      { watt: 5, mode: 'eco' },
      { watt: 150 },
    ]);
    expect(of(home.entries('event')).map(({ event, data }) => [event, data])).toEqual([
      ['alarm', { loud: true }],
    ]);
    const [end] = home.entries('run_end');
    expect(end!.outcome).toBe('finished');
    expect(end!.conditions[0]!.by).toBe(of(home.entries('state'))[0]!.seq);
    expect(home.entries('trigger')[0]!.cause).toBe(of(home.entries('state'))[1]!.seq);
  });

  it('may publish lists and objects, which change only when they do', () => {
    const home = sceneHome({
      scene: fires({ type: 'property', device: 'meter', prop: 'phases', changed: true }),
    });
    home.send('meter/state', {
      phases: [
        { volt: 230, amp: 1 },
        { volt: 231, amp: 2 },
      ],
    });
    home.send('meter/state', {
      phases: [
        { amp: 1, volt: 230 },
        { volt: 231, amp: 2 },
      ],
      watt: 1,
    });
    expect(times(home)).toEqual([]);
    home.send('meter/state', {
      phases: [
        { volt: 230, amp: 1 },
        { volt: 231, amp: 3 },
      ],
    });
    home.send('meter/state', { phases: [{ volt: 230, amp: 1 }] });
    home.send('meter/state', { phases: { volt: 230 } });
    home.send('meter/state', { phases: null });
    expect(times(home)).toHaveLength(4);
  });

  it('may have properties of any name, and leave some out', () => {
    const home = sceneHome({
      proto: fires({ type: 'property', device: 'meter', prop: '__proto__', value: 2 }),
      scene: fires(heavy),
    });
    home.send('meter/state', '{"__proto__":1,"constructor":5,"watt":10}');
    home.send('meter/state', '{"__proto__":2}').send('meter/state', { watt: 101 });
    expect(reasons(home, 'proto')).toEqual(['meter.__proto__ became 2 (it was 1)']);
    expect(reasons(home)).toEqual(['meter.watt became 101 (it was 10)']);
  });

  it.each<[string, string, unknown, string]>([
    ['a state that is not JSON', 'state', '{{', 'the state is not JSON'],
    ['a state that is no object', 'state', [1], 'the state is a JSON object, got [1]'],
    ['a state that is a bare text', 'state', 'on', 'the state is not JSON'],
    [
      'a state that is nested too deep',
      'state',
      `{"a":${'['.repeat(100)}${']'.repeat(100)}}`,
      'the state is nested deeper than 64 levels',
    ],
    [
      'an availability of another kind',
      'availability',
      'asleep',
      'availability is online or offline, got "asleep"',
    ],
    [
      'an availability in quotes',
      'availability',
      '"online"',
      String.raw`availability is online or offline, got "\"online\""`,
    ],
    ['an event that is not JSON', 'event/click', 'click', 'the event is not JSON'],
    ['an event that is no object', 'event/click', '5', 'the event is a JSON object, got 5'],
  ])('is told about %s', (_title, topic, payload, problem) => {
    const home = sceneHome({
      scene: fires([heavy, { type: 'event', device: 'meter', event: 'click' }]),
    });
    home.send('meter/state', { watt: 5 }).send(`meter/${topic}`, payload);
    expect(home.sent('meter/error').map(({ text }) => JSON.parse(text).message)).toEqual([
      `Scenes cannot use what meter published: ${problem}.`,
    ]);
    expect(times(home)).toEqual([]);
    home.send('meter/state', { watt: 101 });
    expect(reasons(home)).toEqual(['meter.watt became 101 (it was 5)']);
  });

  it('may take its retained messages away', () => {
    const home = sceneHome({ scene: fires(heavy) });
    home.send('meter/state', '').send('meter/availability', '').send('meter/event/click', '');
    expect(home.sent('+/error')).toEqual([]);
    expect(home.entries('state').filter(({ device }) => device === 'meter')).toEqual([]);
  });

  it('is not an edge with what the broker kept of it', () => {
    const home = sceneHome({
      scene: fires(heavy),
      gone: fires({ type: 'availability', device: 'meter', value: 'offline' }),
    });
    home.send('meter/state', { watt: 500 }, { retained: true });
    home.send('meter/availability', 'offline', { retained: true });
    home.send('meter/availability', 'online');
    expect(home.entries('run')).toEqual([]);
  });
});

describe('somebody who asks a simulated device for its state', () => {
  it('adds nothing to the journal but the question', () => {
    const home = sceneHome({});
    const before = home.journal.length;
    home.send('lamp/get');
    expect(home.journal.slice(before).map(({ kind }) => kind)).toEqual(['input']);
  });
});
