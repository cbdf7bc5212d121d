import { describe, expect, it } from 'vitest';
import { homeWith, TestHome } from '../../home.ts';

/** What the journal tells of the world, with the time of day. */
const told = (home: TestHome): string[] =>
  home
    .entries('world')
    .filter(({ device }) => device !== undefined)
    .map(({ time, what }) => `${home.simulated.simulation.formatTime(time).slice(11, 19)} ${what}`);

const availability = (home: TestHome, device: string): string[] =>
  home.sent(`${device}/availability`).map(({ text }) => text);

const coffee = { model: 'coffee-maker', room: 'room', latency: '0s' } as const;

describe('offline', () => {
  it('is gone without a goodbye, and goes on with what it does', () => {
    const home = homeWith({ coffee });
    home.call('coffee', 'brew', { type: 'espresso' });
    home.send('coffee/fault', { kind: 'offline', for: '5m' });
    expect(availability(home, 'coffee')).toEqual(['online', 'offline']);
    const before = home.messages.length;
    home.send('coffee/rpc', { id: 9, method: 'get_prop', params: ['status'] }).pass('2m');
    expect(home.prop('coffee', 'status')).toBe('done');
    expect(home.sent('coffee/rpc/reply', before)).toEqual([]);
    expect(home.sent('coffee/state', before)).toEqual([]);
  });

  it('is back with its info and how it stands, and the journal says why', () => {
    const home = homeWith({ coffee });
    home.call('coffee', 'brew', { type: 'espresso' });
    home.send('coffee/fault', { kind: 'offline', for: '2m' });
    const before = home.messages.length;
    home.pass('2m');
    expect(home.messages.slice(before).map(({ topic }) => topic)).toEqual([
      'millet/coffee/info',
      'millet/coffee/state',
      'millet/coffee/availability',
      'millet/faults',
    ]);
    expect(home.published('coffee')).toEqual({ status: 'done', power: 'on', water: 1160, beans: 242 });
    expect(told(home)).toEqual([
      '06:58:00 coffee is offline, for 2m',
      '07:00:00 coffee is no longer offline',
    ]);
    const [begun, over] = home.entries('world').filter(({ device }) => device === 'coffee');
    const gone = home.entries('availability').filter(({ value }) => value === 'offline')[0]!;
    const input = home.entries('input').at(-1)!;
    expect([begun!.cause, gone.cause, over!.cause]).toEqual([input.seq, begun!.seq, begun!.seq]);
    expect(over).toMatchObject({ fault: { kind: 'offline', for: '2m' }, over: true });
  });

  it('fires no trigger because it is back with what it had, and one when it changed meanwhile', () => {
    const trigger = { type: 'property', device: 'motion', prop: 'detected', value: true } as const;
    const scenes = { detected: { trigger, actions: [{ notify: 'Hello' }] } };
    const home = homeWith({ motion: 'motion-sensor' }, { scenes });
    home.stimulate('motion', { detected: true });
    home.send('motion/fault', { kind: 'offline', for: '10m' }).pass('20m');
    expect(home.runs('detected')).toHaveLength(1);
    home.stimulate('motion', { detected: false });
    home.send('motion/fault', { kind: 'offline' }).stir().send('motion/fault', 'none');
    // It saw somebody, but it is pinned.
    expect(home.runs('detected')).toHaveLength(1);
    home.stimulate('motion', { detected: null });
    home.send('motion/fault', 'offline').stir().pass('10s').send('motion/fault', 'none');
    expect(home.runs('detected')).toHaveLength(2);
  });

  it('is told of by an availability trigger, whose cause leads to the fault', () => {
    const trigger = { type: 'availability', device: 'coffee', value: 'offline' } as const;
    const home = homeWith({ coffee }, { scenes: { gone: { trigger, actions: [{ notify: 'No coffee' }] } } });
    home.send('coffee/fault', 'offline');
    expect(home.runs('gone')).toEqual(['06:58:00.000 finished: every step was done']);
    const gone = home.entries('availability').at(-1)!;
    expect(home.entries('trigger')[0]!.cause).toBe(gone.seq);
  });

  it('loses what was under way', () => {
    const home = homeWith({ coffee: { ...coffee, latency: '1s' } });
    home.send('coffee/rpc', { id: 1, method: 'brew', params: { type: 'espresso' } });
    home.send('coffee/fault', { kind: 'offline', for: '500ms' }).pass('5s');
    expect(home.replies('coffee')).toEqual([]);
    expect(told(home)).toContain('06:58:01 a message to coffee got lost: rpc');
  });

  it('says what nobody hears: events are lost, the state is told later', () => {
    const home = homeWith({ motion: 'motion-sensor' });
    home.send('motion/fault', 'offline').stir();
    expect(home.sent('motion/event/motion')).toEqual([]);
    expect(told(home)).toEqual([
      '06:58:00 motion is offline',
      '06:58:00 a message from motion got lost: event motion',
    ]);
  });
});

describe('slow, lossy, duplicated', () => {
  it('takes longer in both directions, and keeps the order', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', { kind: 'slow', delay: '2s' });
    home.send('lamp/rpc', { id: 1, method: 'toggle' }).pass('3s');
    expect(home.prop('lamp', 'power')).toBe('on');
    expect(home.replies('lamp')).toEqual([]);
    home.send('lamp/fault', 'none').send('lamp/rpc', { id: 2, method: 'toggle' });
    expect(home.replies('lamp')).toEqual([]);
    home.pass('1s');
    expect(home.replies('lamp').map(({ id }) => id)).toEqual([1, 2]);
    expect(home.sent('lamp/state').map(({ text }) => JSON.parse(text).power)).toEqual(['off', 'on', 'off']);
  });

  it('makes a step of a scene fail that waits for the reply no longer than ten seconds', () => {
    const actions = [{ device: 'lamp', method: 'toggle' }];
    const home = homeWith(
      { lamp: 'smart-bulb' },
      { scenes: { on: { trigger: { type: 'manual' }, actions } } },
    );
    home.send('lamp/fault', { kind: 'slow', delay: '6s' }).send('scenes/on/run').pass('1m');
    expect(home.runs('on')).toEqual([
      '06:58:10.000 partial: step 0 (lamp.toggle) failed: lamp did not reply within 10 s',
    ]);
    expect(home.prop('lamp', 'power')).toBe('on');
  });

  it('loses a share of the messages, by the seed, and says which', () => {
    const play = (seed: number): TestHome => {
      const home = homeWith({ lamp: 'smart-bulb' }, { seed });
      home.send('lamp/fault', { kind: 'lossy', share: 0.3 });
      for (let id = 0; id < 1_000; id++) home.send('lamp/rpc', { id, method: 'get_prop', params: ['power'] });
      return home;
    };
    const home = play(1);
    const lost = (what: string) => told(home).filter((line) => line.endsWith(what)).length;
    const replies = home.replies('lamp').length;
    expect(lost('to lamp got lost: rpc') + lost('from lamp got lost: reply') + replies).toBe(1_000);
    // 0.7 of them come, and of those 0.7 of the replies.
    expect(replies).toBeGreaterThan(440);
    expect(replies).toBeLessThan(540);
    expect(play(1).journalText).toBe(home.journalText);
    expect(play(2).journalText).not.toBe(home.journalText);
  });

  it('loses everything, or nothing, at the ends', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', { kind: 'lossy', share: 1 }).send('lamp/set', { power: 'on' });
    expect(home.prop('lamp', 'power')).toBe('off');
    home.send('lamp/fault', { kind: 'lossy', share: 0 });
    expect(home.call('lamp', 'toggle').result).toEqual(['ok']);
  });

  it('always says that it is back, however lossy', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', { kind: 'lossy', share: 1 }).send('lamp/fault', 'reboot').pass('1m');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline', 'online']);
  });

  it('carries out twice what comes twice: toggling is not idempotent, setting is', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', 'duplicated').send('lamp/rpc', { id: 1, method: 'toggle' });
    expect(home.prop('lamp', 'power')).toBe('off');
    expect(home.replies('lamp').map(({ id }) => id)).toEqual([1, 1, 1, 1]);
    home.send('lamp/set', { power: 'on' });
    expect(home.prop('lamp', 'power')).toBe('on');
  });

  it('does not confuse a scene by two replies, of which the second one refuses', () => {
    const actions = [{ device: 'coffee', method: 'brew', params: { type: 'espresso' } }];
    const home = homeWith({ coffee }, { scenes: { cup: { trigger: { type: 'manual' }, actions } } });
    home.send('coffee/fault', 'duplicated').send('scenes/cup/run').pass('5m');
    expect(home.runs('cup')).toEqual(['06:58:00.000 finished: every step was done']);
    expect(home.prop('coffee', 'water')).toBe(1160);
    expect(home.entries('reply').map(({ error }) => error?.code)).toEqual([undefined, -4008]);
  });

  it('goes together: slow and double', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', { kind: 'slow', delay: '1s' }).send('lamp/fault', 'duplicated');
    home.send('lamp/rpc', { id: 1, method: 'get_prop', params: ['power'] }).pass('1s');
    expect(home.replies('lamp')).toEqual([]);
    home.pass('1s');
    expect(home.replies('lamp')).toHaveLength(4);
  });
});

describe('stuck and drift', () => {
  it('keeps a reading whatever the world does, and shows the truth when it is over', () => {
    const home = homeWith({ motion: 'motion-sensor' });
    home.send('motion/fault', { kind: 'stuck', prop: 'detected' });
    home.stir().stimulate('motion', { detected: true });
    expect(home.prop('motion', 'detected')).toBe(false);
    expect(home.sent('motion/event/motion')).toEqual([]);
    home.send('motion/fault', { kind: 'none', of: 'stuck' });
    expect(home.prop('motion', 'detected')).toBe(true);
    expect(home.sent('motion/event/motion')).toHaveLength(1);
  });

  it('sticks at what it showed, also somebody who has gone; then it sees that nobody is there', () => {
    const home = homeWith({ motion: 'motion-sensor' });
    home.stir().send('motion/fault', { kind: 'stuck', for: '1h' }).pass('59m');
    expect(home.prop('motion', 'detected')).toBe(true);
    home.pass('1m');
    expect(home.prop('motion', 'detected')).toBe(false);
  });

  it('lets a heater heat on while its thermometer is stuck', () => {
    const home = homeWith({ heater: { model: 'heater', initial: { power: 'on', target_temperature: 22 } } });
    home.send('heater/fault', { kind: 'stuck', prop: 'temperature' }).pass('6h');
    expect(home.prop('heater', 'heating')).toBe(true);
    expect(home.simulated.simulation.world.rooms.get('room')!.temperature).toBeGreaterThan(25);
    home.send('heater/fault', 'none');
    expect(home.prop('heater', 'heating')).toBe(false);
  });

  it('wanders off by so much an hour, within its range, and is right again when it is over', () => {
    const home = homeWith({ purifier: 'air-purifier' }, { given: { purifier: { pm2_5: 40 } } });
    home.send('purifier/fault', { kind: 'drift', prop: 'pm2_5', per_hour: 60 }).pass('2m30s');
    expect(home.history('purifier', 'pm2_5')).toEqual([
      '06:58:00.000 40',
      '06:59:00.000 41',
      '07:00:00.000 42',
    ]);
    home.pass('1d');
    expect(home.prop('purifier', 'pm2_5')).toBe(600);
    // The air is what it is.
    expect(home.simulated.simulation.world.rooms.get('room')!.pm2_5).toBe(40);
    home.send('purifier/fault', 'none');
    expect(home.prop('purifier', 'pm2_5')).toBe(40);
  });

  it('drifts on top of what is measured', () => {
    const home = homeWith({ sensor: 'climate-sensor' }, { residents: false });
    home.send('sensor/fault', { kind: 'drift', prop: 'temperature', per_hour: -1 }).pass('3h');
    const room = home.simulated.simulation.world.rooms.get('room')!.temperature;
    const shown = Number(home.prop('sensor', 'temperature'));
    expect(Math.abs(shown - (room - 3))).toBeLessThan(0.4);
    expect(shown).toBe(Math.round(shown * 10) / 10);
  });

  it('fills a tank by a gauge that shows too much, so that it is not full', () => {
    const home = homeWith({ coffee }, { given: {} });
    home.send('coffee/fault', { kind: 'drift', prop: 'water', per_hour: -60 }).pass('30m');
    expect(home.prop('coffee', 'water')).toBe(1170);
    home.call('coffee', 'brew', { type: 'espresso' });
    home.pass('2m');
    home.send('coffee/fault', 'none');
    expect(home.prop('coffee', 'water')).toBe(1160);
  });

  it('keeps several readings of one device apart', () => {
    const home = homeWith({ sensor: 'climate-sensor' });
    home.send('sensor/fault', { kind: 'stuck', prop: 'temperature' });
    home.send('sensor/fault', { kind: 'stuck', prop: 'humidity', for: '1m' }).pass('1m');
    expect(home.simulated.simulation.devices.get('sensor')!.store.isHeld('temperature')).toBe(true);
    expect(home.simulated.simulation.devices.get('sensor')!.store.isHeld('humidity')).toBe(false);
  });
});

describe('battery', () => {
  it('is at that level, and the device says so', () => {
    const home = homeWith({ alarm: 'smoke-alarm' });
    home.send('alarm/fault', { kind: 'battery', level: 8 });
    expect(home.published('alarm')).toMatchObject({ battery: 8 });
    expect(home.sent('alarm/event/low_battery')).toHaveLength(1);
    home.send('alarm/fault', 'none');
    expect(home.published('alarm')).toMatchObject({ battery: 100 });
  });

  it('falls silent when it is empty, after it has said why', () => {
    const home = homeWith({ motion: 'motion-sensor' });
    const before = home.messages.length;
    home.send('motion/fault', { kind: 'battery', level: 0, for: '1h' }).stir();
    expect(
      home.messages
        .slice(before)
        .map(({ topic, text }) => `${topic} ${text}`)
        .slice(1, 3),
    ).toEqual([
      'millet/motion/state {"detected":false,"last_seen":"","battery":0}',
      'millet/motion/availability offline',
    ]);
    expect(told(home)[0]).toBe('06:58:00 motion is out of battery, for 1h');
    home.pass('1h');
    expect(availability(home, 'motion')).toEqual(['online', 'offline', 'online']);
    expect(home.prop('motion', 'battery')).toBe(100);
  });

  it('goes on draining and charging from there: a robot that is empty wakes up on its dock', () => {
    const home = homeWith({ vacuum: 'robot-vacuum' });
    home.send('vacuum/fault', { kind: 'battery', level: 0 }).pass('10m');
    expect(availability(home, 'vacuum')).toEqual(['online', 'offline', 'online']);
    expect(home.prop('vacuum', 'battery')).toBe(8);
  });
});

describe('jam', () => {
  it('stops a curtain where it is, and refuses until it is free', () => {
    const home = homeWith({ curtain: 'curtain' });
    home.call('curtain', 'open');
    home.pass('4s').send('curtain/fault', 'jam').pass('1m');
    expect(home.published('curtain')).toEqual({ position: 50, moving: 'stopped', jammed: true });
    expect(home.call('curtain', 'open').error).toEqual({
      code: -4008,
      message: 'the curtain is jammed at 50 %; free it, then try again',
    });
    home.send('curtain/fault', 'none');
    expect(home.call('curtain', 'open').result).toEqual(['ok']);
  });

  it('ends a cup that is being made', () => {
    const home = homeWith({ coffee });
    home.call('coffee', 'brew', { type: 'espresso' });
    home.pass('50s').send('coffee/fault', 'jam');
    expect(home.prop('coffee', 'status')).toBe('idle');
    expect(home.entries('event').at(-1)).toMatchObject({
      event: 'interrupted',
      data: { reason: 'its grinder is jammed' },
    });
    expect(home.call('coffee', 'brew', { type: 'espresso' }).error).toEqual({
      code: -4008,
      message: 'its grinder is jammed; free it, then try again',
    });
    home.send('coffee/fault', 'none');
    expect(home.call('coffee', 'brew', { type: 'espresso' }).result).toEqual(['ok']);
  });

  it('lets a robot be stuck in the room where it is, and clean on when it is free', () => {
    const home = homeWith({ vacuum: 'robot-vacuum' });
    home.call('vacuum', 'start');
    home.pass('2m').send('vacuum/fault', { kind: 'jam', for: '5m' });
    expect(home.published('vacuum')).toMatchObject({ status: 'stuck', location: 'room' });
    home.pass('5m');
    expect(home.prop('vacuum', 'status')).toBe('cleaning');
  });

  it.each([
    ['purifier', 'air-purifier', 'fan_speed'],
    ['cooler', 'air-conditioner', 'speed'],
  ])('stops the fan of an %s, and refuses to switch it on', (id, model, speed) => {
    const home = homeWith({ [id]: model }, { given: { [id]: { power: 'on' } } });
    home.send(`${id}/fault`, 'jam');
    expect(home.prop(id, speed)).toBe(0);
    home.set(id, { power: 'off' });
    expect(home.set(id, { power: 'on' }).error?.message).toBe('its fan is jammed; free it, then try again');
    expect(home.call(id, 'toggle').error?.code).toBe(-4008);
  });

  it('is still so after a restart', () => {
    const home = homeWith({ coffee });
    home.send('coffee/fault', 'jam').send('coffee/fault', 'reboot').pass('10s');
    expect(home.call('coffee', 'brew', { type: 'espresso' }).error?.code).toBe(-4008);
  });
});

describe('reboot', () => {
  it('loses what it was doing, keeps its settings, and is back', () => {
    const home = homeWith({ coffee });
    home.call('coffee', 'brew', { type: 'espresso' });
    home.pass('50s').send('coffee/fault', 'reboot').pass('5m');
    expect(availability(home, 'coffee')).toEqual(['online', 'offline', 'online']);
    expect(home.published('coffee')).toEqual({ status: 'idle', power: 'on', water: 1160, beans: 242 });
    expect(home.history('coffee', 'status').slice(1)).toEqual([
      '06:58:00.000 heating',
      '06:58:45.000 brewing',
      '06:58:50.000 idle',
    ]);
  });

  it('is away for as long as it says, and asked for nothing meanwhile', () => {
    const home = homeWith({ motion: 'motion-sensor', lamp: 'smart-bulb' });
    home.send('motion/fault', { kind: 'reboot', after: '30s' }).stir().pass('29s');
    expect(availability(home, 'motion')).toEqual(['online', 'offline']);
    home.pass('1s');
    expect(availability(home, 'motion')).toEqual(['online', 'offline', 'online']);
    // It saw nothing while it was down.
    expect(home.prop('motion', 'detected')).toBe(false);
  });

  it.each([
    ['curtain', 'open', {}, { moving: 'stopped', position: 25 }],
    ['kettle', 'boil', {}, { status: 'idle' }],
    ['rice-cooker', 'cook', {}, { status: 'idle', remaining: 0 }],
    ['robot-vacuum', 'start', {}, { status: 'paused', location: 'room', to_clean: '' }],
    ['smoke-alarm', 'test', {}, { alarm: 'off' }],
    ['smart-bulb', 'fade', { brightness: 100, duration: 10 }, { power: 'on' }],
  ])('ends what a %s was doing', (model, method, params, left) => {
    const home = homeWith({ thing: model });
    home.call('thing', method, params);
    home.pass('2s').send('thing/fault', 'reboot').pass('6s');
    expect(home.published('thing')).toMatchObject(left);
    const before = home.entries('state').length;
    home.pass('1m');
    expect(home.entries('state').slice(before)).toEqual([]);
  });

  it('goes on with its settings by itself: a purifier runs, a phone still wakes its owner', () => {
    const home = homeWith(
      { purifier: 'air-purifier', phone: 'phone' },
      { given: { purifier: { power: 'on', mode: 'favorite', level: 14 }, phone: { alarm_time: '07:30' } } },
    );
    home.send('purifier/fault', 'reboot').send('phone/fault', 'reboot').at('07:30');
    expect(home.prop('purifier', 'fan_speed')).toBe(2200);
    expect(home.sent('phone/event/alarm')).toHaveLength(1);
  });

  it('lets a compressor rest after a power cut', () => {
    const home = homeWith(
      { cooler: 'air-conditioner' },
      { given: { cooler: { power: 'on', temperature: 30 } } },
    );
    expect(home.prop('cooler', 'compressor')).toBe('running');
    home.send('cooler/fault', 'reboot').pass('10s');
    expect(home.prop('cooler', 'compressor')).toBe('resting');
    home.pass('3m');
    expect(home.prop('cooler', 'compressor')).toBe('running');
  });

  it('is not there for hands either', () => {
    const home = homeWith({ coffee });
    home.send('coffee/fault', 'reboot');
    expect(home.simulated.simulation.world.use('coffee', 'espresso', undefined)).toBe('it is rebooting');
  });
});

describe('the end of faults', () => {
  it('comes by itself, at none, or for one kind', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', { kind: 'slow', delay: '1s', for: '1m' });
    home.send('lamp/fault', { kind: 'lossy', share: 0.1 }).send('lamp/fault', 'duplicated');
    home.send('lamp/fault', { kind: 'none', of: 'lossy' }).pass('1m').send('lamp/fault', 'none');
    expect(told(home).slice(3)).toEqual([
      '06:58:00 lamp is no longer lossy',
      '06:59:00 lamp is no longer slow by 1s',
      '06:59:00 lamp is no longer heard double',
    ]);
    expect(home.simulated.simulation.devices.get('lamp')!.faults!.active).toEqual([]);
  });

  it('may come where there is nothing to end', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', 'none').send('lamp/fault', { kind: 'none', of: 'jam' });
    expect(told(home)).toEqual([]);
    expect(home.errors('lamp')).toEqual([]);
  });

  it('does not come by the old time when a fault takes the place of one of its kind', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home
      .send('lamp/fault', { kind: 'offline', for: '1m' })
      .send('lamp/fault', { kind: 'offline', for: '5m' });
    home.pass('4m');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline']);
    home.pass('1m');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline', 'online']);
  });

  it('counts elapsed time, also in the night in which the clocks change', () => {
    const location = { latitude: 52.5, longitude: 13.4, timezone: 'Europe/Berlin' };
    const home = new TestHome({
      home: { name: 'Berlin', location, devices: { lamp: { model: 'smart-bulb', latency: '0s' } } },
      start: '2026-03-28T23:00:00+01:00',
    });
    home.send('lamp/fault', { kind: 'offline', for: '6h' }).pass('5h59m');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline']);
    home.pass('1m');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline', 'online']);
    expect(home.time).toBe('2026-03-29T06:00:00.000+02:00');
  });

  it('needs all reasons to be gone: offline for longer than the restart', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', { kind: 'offline', for: '1m' }).send('lamp/fault', 'reboot').pass('30s');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline']);
    home.pass('30s');
    expect(availability(home, 'lamp')).toEqual(['online', 'offline', 'online']);
  });
});

describe('the desk', () => {
  it('keeps what is wrong at present on one topic', () => {
    const home = homeWith({ lamp: 'smart-bulb', coffee });
    const shown = () => JSON.parse(home.sent('faults').at(-1)!.text);
    expect(shown()).toEqual({});
    home.send('lamp/fault', { kind: 'slow', delay: '2s', for: '10m' }).send('coffee/fault', 'jam');
    expect(shown()).toEqual({
      lamp: [
        {
          kind: 'slow',
          delay: '2s',
          for: '10m',
          since: '2026-03-02T06:58:00.000+08:00',
          until: '2026-03-02T07:08:00.000+08:00',
        },
      ],
      coffee: [{ kind: 'jam', since: '2026-03-02T06:58:00.000+08:00' }],
    });
    home.pass('10m');
    expect(Object.keys(shown())).toEqual(['coffee']);
    home.simulated.simulation.stop();
    home.simulated.bus.settle();
    expect(shown()).toEqual({});
  });

  it.each([
    ['lamp', 'jam', -4006, 'lamp cannot jam: a smart-bulb has no moving parts.'],
    ['lamp', 'stuck', -4006, 'lamp has no sensor that could stick: a smart-bulb has no readings.'],
    [
      'lamp',
      '{"kind":"battery","level":5}',
      -4006,
      'lamp has no battery that could be empty: a smart-bulb is on the mains.',
    ],
    [
      'motion',
      '{"kind":"battery","level":5.5}',
      -4006,
      'The battery of motion takes an integer from 0 to 100 %, got 5.5.',
    ],
    [
      'motion',
      '{"kind":"stuck","prop":"detectd"}',
      -4006,
      'motion has no reading called detectd; there is detected or battery. Did you mean detected?',
    ],
    [
      'motion',
      '{"kind":"drift","prop":"detected","per_hour":1}',
      -4006,
      'motion has no numeric reading called detected; there is battery.',
    ],
    ['lamp', 'slow', -32600, 'slow needs delay: a duration such as 2s, of at most 366d.'],
    [
      'lmap',
      'offline',
      -4004,
      'No device called lmap is simulated here, so it can have no fault. Did you mean lamp?',
    ],
  ])('refuses for %s the fault %s with a sentence', (device, payload, code, message) => {
    const home = homeWith({ lamp: 'smart-bulb', motion: 'motion-sensor' });
    home.send(`${device}/fault`, payload);
    expect(home.errors(device)).toEqual([{ code, message }]);
    expect(home.entries('world').at(-1)).toMatchObject({ what: message, device, refused: 'fault' });
    expect(home.sent('faults')).toHaveLength(1);
  });

  it('does not carry out what the broker has kept', () => {
    const home = homeWith({ lamp: 'smart-bulb' });
    home.send('lamp/fault', 'offline', { retained: true });
    expect(availability(home, 'lamp')).toEqual(['online']);
    expect(home.errors('lamp')[0]!.message).toBe(
      'A retained message on millet/lamp/fault is not carried out: it would be again at every start. Take it away with: mosquitto_pub -r -n -t millet/lamp/fault',
    );
  });

  it('has no fault for a real device', () => {
    const home = homeWith({ real: { simulated: false } });
    home.send('real/fault', 'offline');
    expect(home.errors('real')[0]!.message).toBe(
      'No device called real is simulated here, so it can have no fault.',
    );
  });
});
