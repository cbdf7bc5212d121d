import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/core/journal.ts';
import type { ChangeFrame, ServerFrame } from '../../src/web/api.ts';
import { until } from '../until.ts';
import { ServedHome } from './served-home.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}+08:00`);

describe('the home', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start();
  });
  afterAll(() => home.stop());

  it('says what there is: rooms with their doors from both sides, devices with what their models can do', async () => {
    const info = await home.get('/api/home');
    expect(info).toMatchObject({ name: 'Demo home', entrance: 'hall', prefix: 'millet', seed: 1 });
    expect(info.start).toBe(at('06:58:00'));
    expect(info.broker).toBe(home.broker.url);
    expect(info.rooms[0]).toEqual({ name: 'bedroom', area: 14, windows: 2.4, beside: ['hall'] });
    expect(info.rooms[3].beside).toEqual(['bedroom', 'kitchen', 'living_room', 'bathroom', 'study']);
    const light = info.devices.find(({ id }: { id: string }) => id === 'hall_light');
    expect(light).toMatchObject({
      name: 'Light in the hall',
      room: 'hall',
      model: 'smart-bulb',
      simulated: true,
    });
    expect(light.properties.brightness).toMatchObject({ type: 'integer', range: [1, 100] });
    expect(Object.keys(light.actions)).toContain('fade');
  });

  it('tells values with since when and by which line, people, sun and sky', async () => {
    const state = await home.get('/api/state');
    expect(state).toMatchObject({ time: at('06:58:00'), live: true });
    expect(state.devices.smart_curtain.availability).toBe('online');
    expect(state.devices.smart_curtain.props.position).toEqual({ value: 0, since: at('06:58:00'), seq: 2 });
    expect(state.people).toContainEqual({
      name: 'wei',
      room: 'study',
      doing: 'sleeping',
      asleep: true,
      since: at('06:58:00'),
    });
    expect(state.world.sun).toBeGreaterThan(0);
    expect(state.world.sky).toMatch(/^[a-z ]+$/);
  });

  it('says what the clock will start next, in words', async () => {
    const { next, paused, time } = await home.get('/api/clock');
    expect({ paused, time }).toEqual({ paused: true, time: at('06:58:00') });
    expect(next[0]).toEqual({
      time: at('07:00:00'),
      scene: 'morning-routine',
      name: 'Morning routine',
      trigger: 0,
      sentence: 'At 07:00 Morning routine will run: 3 actions',
      actions: 3,
    });
    expect(next.map(({ sentence }: { sentence: string }) => sentence)).toContain(
      'At 08:15 Off to work will run: 3 actions',
    );
  });

  it('answers a question that makes no sense with a sentence, not with a stack', async () => {
    const ask = async (path: string) => (await home.ask(path)).json.error.message;
    expect(await ask('/api/state?at=noon')).toBe(
      'Expected a time such as 2026-03-02T06:58, 2026-03-02T06:58:30+08:00 or 06:58, got "noon".',
    );
    expect(await ask('/api/state?at=09:00')).toBe('2026-03-02 09:00:00 is yet to come.');
    expect(await ask('/api/state?at=06:00')).toBe('2026-03-02 06:00:00 is before the session began.');
    expect(await ask('/api/state?fork=f9')).toBe('There is no fork "f9".');
    expect(await ask('/api/journal?limit=0')).toBe('limit takes a whole number from 1 to 1000, got "0".');
    expect(await ask('/api/journal?kind=runs')).toMatch(/^kind takes start, input, .*, got "runs"\.$/);
    expect(await ask('/api/scenes/morning-rutine')).toBe('There is no scene "morning-rutine".');
    expect(await ask('/api/nothing')).toBe('There is nothing at /api/nothing.');
    const wrong = await home.ask('/api/clock', { body: { action: 'speed', speed: -1 } });
    expect(wrong.status).toBe(400);
    expect(wrong.json.error.message).toMatch(/^speed is not as expected: /);
    const broken = await home.ask('/api/clock', { body: '{' });
    expect(broken.json.error.message).toBe('The body is not JSON.');
  });
});

describe('the clock and commands', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
  });
  afterAll(() => home.stop());

  it('goes to the next instant at which something is written down, and answers when it is there', async () => {
    const before = (await home.get('/api/state')).seq;
    const clock = (await home.ask('/api/clock', { body: { action: 'next' } })).json;
    expect(clock.paused).toBe(true);
    const { entries } = await home.get(`/api/journal?after=${before - 1}`);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries[0].time).toBe(clock.time);
  });

  it('jumps ahead and refuses to jump back, with what to do instead', async () => {
    expect((await home.jumpTo('07:10')).json.time).toBe(at('07:10:00'));
    const back = await home.jumpTo('06:58:30');
    expect(back.status).toBe(409);
    expect(back.json.error).toEqual({
      message: '2026-03-02 06:58:30 has passed; time does not go back.',
      hint: 'Look back with GET /api/state?at=..., or start again from there with POST /api/forks.',
    });
  });

  it('takes a command while it is paused, and carries it out when time goes on', async () => {
    const sent = await home.ask('/api/devices/hall_light/set', { body: { props: { power: 'on' } } });
    expect(sent.status).toBe(202);
    expect(sent.json.reply).toBeNull();
    expect(JSON.parse(sent.json.payload)).toMatchObject({ method: 'set_prop', params: { power: 'on' } });
    await until(() => home.session.home.simulation.clock.nextDue !== undefined, 'it is under way');
    await home.jumpTo('07:10:01');
    const state = await home.get('/api/state');
    expect(state.devices.hall_light.props.power.value).toBe('on');
  });

  it('sends commands as the MQTT client ui, and returns what the device replied, also a refusal', async () => {
    await home.ask('/api/clock', { body: { action: 'play' } });
    const opened = await home.ask('/api/devices/smart_curtain/call', {
      body: { method: 'open', params: { percent: 30 } },
    });
    expect(opened.json.reply).toEqual({ result: ['ok'] });
    const refused = await home.ask('/api/devices/air_purifier/set', { body: { props: { level: 99 } } });
    expect(refused.status).toBe(200);
    expect(refused.json.reply.error).toMatchObject({ code: -4005 });
    await home.ask('/api/clock', { body: { action: 'pause' } });
    const { rows } = await home.get('/api/wire?limit=1000');
    const request = rows.find(({ topic }: { topic: string }) => topic === 'millet/smart_curtain/rpc');
    expect(request).toMatchObject({ client: 'ui', from: 'outside', qos: 0, retain: false });
    const reply = rows.find(({ topic }: { topic: string }) => topic === 'millet/smart_curtain/rpc/reply');
    expect(reply).toMatchObject({
      client: 'smart_curtain',
      from: 'home',
      payload: expect.stringContaining('"ok"'),
    });
    expect(reply.bytes).toBe(Buffer.byteLength(reply.payload));
    const { entries } = await home.get('/api/journal?kind=input,request&device=smart_curtain');
    expect(entries.at(-1)).toMatchObject({ kind: 'request', method: 'open', params: { percent: 30 } });
  });

  it('breaks a device and mends it, and shows what is wrong with it, now and then', async () => {
    const sent = await home.ask('/api/devices/coffee_maker/fault', {
      body: { fault: { kind: 'slow', delay: '2s' } },
    });
    expect(sent.json).toEqual({
      topic: 'millet/coffee_maker/fault',
      payload: '{"kind":"slow","delay":"2s"}',
      reply: null,
    });
    await home.ask('/api/devices/coffee_maker/fault', { body: { fault: 'offline' } });
    await home.jumpTo('07:11');
    const broken = (await home.get('/api/state')).devices.coffee_maker;
    expect(broken.availability).toBe('offline');
    expect(broken.faults).toEqual([
      { kind: 'slow', prop: null, words: 'slow by 2s', since: expect.any(Number) },
      { kind: 'offline', prop: null, words: 'offline', since: expect.any(Number) },
    ]);
    await home.ask('/api/devices/coffee_maker/fault', { body: { fault: 'none' } });
    await home.jumpTo('07:12');
    expect((await home.get('/api/state')).devices.coffee_maker.faults).toEqual([]);
    expect((await home.get('/api/state?at=07:10:59')).devices.coffee_maker.faults).toHaveLength(2);
  });

  it('knows the nearest device and scene to a misspelt one', async () => {
    const device = await home.ask('/api/devices/hall_ligth/set', { body: { props: {} } });
    expect(device.status).toBe(404);
    expect(device.json.error.message).toBe('There is no device "hall_ligth". Did you mean hall_light?');
    const scene = await home.ask('/api/scenes/good-nigth/run', { body: {} });
    expect(scene.json.error.message).toBe('There is no scene "good-nigth". Did you mean good-night?');
  });

  it('shows the packets of strangers, too, and cuts long ones without lying about their size', async () => {
    const client = await connectAsync(home.broker.url, { clientId: 'somebody' });
    await client.publishAsync('school/bell', 'é'.repeat(5_000), { qos: 1, retain: true });
    const { rows } = await home.get('/api/wire?limit=1');
    expect(rows[0]).toMatchObject({
      client: 'somebody',
      from: 'outside',
      topic: 'school/bell',
      bytes: 10_000,
      qos: 1,
      retain: true,
    });
    expect(rows[0].payload).toBe('é'.repeat(4_096));
    await client.endAsync();
  });
});

describe('the past', () => {
  let home: ServedHome;
  let journal: JournalEntry[];
  beforeAll(async () => {
    home = await ServedHome.start();
    await home.jumpTo('08:30');
    journal = [];
    for (let after = -1; ; ) {
      const page = await home.get(`/api/journal?after=${after === -1 ? 0 : after}&limit=1000`);
      journal.push(...page.entries);
      if (page.more === null) break;
      after = page.more;
    }
  });
  afterAll(() => home.stop());

  it('gives the journal page by page, whole and in order, forwards and backwards', async () => {
    expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
    const last = await home.get('/api/journal?limit=5');
    expect(last.entries).toEqual(journal.slice(-5));
    const before = await home.get(`/api/journal?limit=5&before=${last.more}`);
    expect(before.entries).toEqual(journal.slice(-10, -5));
  });

  it('filters by kind, device, scene and time', async () => {
    const runs = await home.get('/api/journal?kind=run_end&scene=morning-routine');
    expect(runs.entries.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['finished']);
    const curtain = await home.get('/api/journal?after=0&device=smart_curtain&from=07:00&until=07:00:30');
    expect(curtain.entries.map(({ kind }: { kind: string }) => kind).slice(0, 3)).toEqual([
      'request',
      'reply',
      'state',
    ]);
    expect(curtain.entries.every(({ time }: { time: number }) => time >= at('07:00:00'))).toBe(true);
  });

  it('follows a line back to its root and on to what it led to', async () => {
    const { entries } = await home.get('/api/journal?kind=reply&device=smart_curtain');
    const { causes, effects } = await home.get(`/api/journal/${entries[0].cause}`);
    expect(causes.map(({ kind }: JournalEntry) => kind)).toEqual(['clock', 'trigger', 'run', 'step']);
    expect(effects.map(({ kind }: JournalEntry) => kind)).toContain('reply');
    expect((await home.ask('/api/journal/999999')).status).toBe(404);
  });

  it('looks back: the home as it was, and not as it is', async () => {
    const then = await home.get('/api/state?at=06:59:59.999');
    expect(then.live).toBe(false);
    expect(then.devices.smart_curtain.props.position.value).toBe(0);
    const later = await home.get('/api/state?at=07:00:30');
    expect(later.devices.smart_curtain.props.position).toEqual({
      value: 100,
      since: at('07:00:08.023'),
      seq: expect.any(Number),
    });
    expect(later.seq).toBeGreaterThan(then.seq);
    expect(later.people.find(({ name }: { name: string }) => name === 'lin').room).toBe('bedroom');
  });

  it('lists the last runs of each outcome', async () => {
    const runs = await home.get('/api/runs?scene=morning-routine');
    expect(runs).toEqual([
      {
        seq: expect.any(Number),
        endSeq: expect.any(Number),
        scene: 'morning-routine',
        run: 1,
        began: at('07:00:00'),
        ended: at('07:00:00.042'),
        trigger: 'time 07:00',
        outcome: 'finished',
        reason: 'every step was done',
      },
    ]);
    expect(await home.get('/api/runs?scene=morning-routine&outcome=refused')).toEqual([]);
  });

  it('draws lanes: a scene with what is due, an enum as segments, a number by pixels', async () => {
    const lanes =
      'lane=scene:morning-routine&lane=smart_curtain.moving&lane=smart_curtain.position&lane=nothing.x';
    const timeline = await home.get(`/api/timeline?from=06:59&until=2026-03-03T07:30&width=100&${lanes}`);
    expect(timeline.lanes).toHaveLength(3);
    const [scene, moving, position] = timeline.lanes;
    expect(scene.marks).toEqual([
      {
        time: at('07:00:00'),
        ended: at('07:00:00.042'),
        outcome: 'finished',
        seq: expect.any(Number),
        count: 1,
      },
      { time: at('07:00:00') + 24 * 3_600_000, ended: null, outcome: 'due', seq: null, count: 1 },
    ]);
    expect(moving.kind).toBe('segments');
    expect(moving.segments.map(({ value }: { value: string }) => value)).toEqual([
      'stopped',
      'opening',
      'stopped',
    ]);
    expect(position).toMatchObject({ kind: 'numbers', unit: '%' });
    expect(position.points.at(-1)).toMatchObject({ max: 100, last: 100 });
  });
});

describe('forks', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start();
  });
  afterAll(() => home.stop());

  it('starts again from an instant with motion switched off, and says why the curtain stays shut', async () => {
    await home.jumpTo('07:02');
    const made = await home.ask('/api/forks', {
      body: {
        at: '06:59',
        inputs: [{ device: 'motion_sensor', stimulate: { detected: false } }],
      },
    });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      id: 'f1',
      at: at('06:59:00'),
      until: at('07:04:00'),
      kept: 0,
      leftOut: 0,
    });
    expect(made.json.differences).toEqual([
      {
        scene: 'morning-routine',
        name: 'Morning routine',
        time: at('07:00:00'),
        was: 'finished',
        is: 'refused',
        sentence:
          'At 07:00 Morning routine does not run here because motion_sensor.detected was false, not true; in the session it ran.',
      },
    ]);
    const there = await home.get('/api/state?at=07:01&fork=f1');
    expect(there.devices.smart_curtain.props.position.value).toBe(0);
    const here = await home.get('/api/state?at=07:01');
    expect(here.devices.smart_curtain.props.position.value).toBe(100);
    const { entries } = await home.get('/api/journal?fork=f1&kind=input');
    expect(entries).toHaveLength(1);
  });

  it('is the session itself, line by line, when nothing is different', async () => {
    const fork = (await home.ask('/api/forks', { body: { at: '06:59', until: '07:02' } })).json;
    expect(fork.differences).toEqual([]);
    const session = await home.get('/api/journal?after=0&until=07:02&limit=1000');
    const again = await home.get(`/api/journal?after=0&until=07:02&limit=1000&fork=${fork.id}`);
    expect(again.entries).toEqual(session.entries);
  });

  it('lets again enter what had entered, but for what the fork decides itself', async () => {
    await home.stimulate('motion_sensor', { detected: true });
    await home.ask('/api/devices/hall_light/set', { body: { props: { power: 'on' } } });
    await home.jumpTo('07:03');
    const inputs = [{ device: 'motion_sensor', stimulate: { detected: false } }];
    const kept = (await home.ask('/api/forks', { body: { at: '07:01', inputs } })).json;
    expect(kept).toMatchObject({ kept: 1, leftOut: 1 });
    const dropped = (await home.ask('/api/forks', { body: { at: '07:01', inputs, recorded: 'drop' } })).json;
    expect(dropped).toMatchObject({ kept: 0, leftOut: 2 });
    const state = await home.get(`/api/state?fork=${kept.id}`);
    expect(state.devices.hall_light.props.power.value).toBe('on');
    expect(state.devices.motion_sensor.props.detected.value).toBe(false);
  });

  it('keeps the last four, and refuses what cannot be', async () => {
    const body = { at: '07:02', for: '1m' };
    for (let count = 0; count < 3; count++) await home.ask('/api/forks', { body });
    const ids = (await home.get('/api/forks')).map(({ id }: { id: string }) => id);
    expect(ids).toEqual(['f4', 'f5', 'f6', 'f7']);
    await home.ask('/api/forks/f5', { method: 'DELETE' });
    expect((await home.ask('/api/forks/f5')).status).toBe(404);
    const message = async (wanted: unknown) =>
      (await home.ask('/api/forks', { body: wanted })).json.error.message;
    expect(await message({ at: '06:00' })).toBe(
      'A fork begins between 2026-03-02 06:58:00 and 2026-03-02 07:03:00.',
    );
    expect(await message({ at: '07:00', for: '8d' })).toBe('A fork goes on for a week at most.');
    expect(await message({ at: '07:00', inputs: [{ device: 'x', set: {} }] })).toBe(
      'There is no simulated device "x".',
    );
    expect(await message({ at: '07:00', inputs: [{ at: '06:00', device: 'car', set: {} }] })).toBe(
      'inputs.0.at lies outside of the fork: 2026-03-02 06:00:00.',
    );
  });
});

describe('scenes', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
  });
  afterAll(() => home.stop());

  const wakeUp = [
    'name: Wake-up light',
    'trigger: { type: time, value: "07:02" }',
    'conditions:',
    '  - { device: motion_sensor, prop: detected, value: true }',
    'actions:',
    '  - { device: hall_light, set: { power: "on", brightness: 10 } }',
    '',
  ].join('\n');

  it('lists them with what they say in plain English', async () => {
    const scenes = await home.get('/api/scenes');
    expect(scenes.map(({ id }: { id: string }) => id)).toEqual(home.sceneIds);
    const morning = scenes.find(({ id }: { id: string }) => id === 'morning-routine');
    expect(morning).toMatchObject({
      name: 'Morning routine',
      running: true,
      problems: [],
      next: at('07:00:00'),
      last: null,
      triggers: ['At 07:00'],
      reading:
        "At 07:00, if the motion sensor's detected is true: tell the smart curtain to open (percent 100); tell the coffee maker to brew (type espresso); tell the air purifier to set mode (mode auto).",
    });
  });

  it('says of each condition whether it holds now, and why not', async () => {
    const scene = await home.get('/api/scenes/morning-routine');
    expect(scene.text).toBe(home.sceneText('morning-routine'));
    expect(scene.now).toMatchObject({
      holds: false,
      obstacle: 'motion_sensor.detected was false, not true',
      conditions: [
        { condition: 'motion_sensor.detected is true', holds: false, wanted: true, actual: false },
      ],
    });
  });

  it('checks a text as the command line does, with how much of the line is wrong and what was meant', async () => {
    const text = wakeUp.replace('detected', 'detectd');
    const checked = (await home.ask('/api/check', { body: { id: 'wake-up', text } })).json;
    expect(checked.problems).toEqual([
      {
        line: 4,
        column: 36,
        length: 7,
        message:
          'motion_sensor has no property detectd; it has detected, last_seen or battery. Did you mean detected?',
        severity: 'error',
        suggestion: 'detected',
      },
    ]);
    expect(checked).toMatchObject({ reading: null, now: null, next: null });
    const sound = (await home.ask('/api/check', { body: { text: wakeUp } })).json;
    expect(sound).toMatchObject({ problems: [], next: at('07:02:00'), now: { holds: false } });
    expect(sound.reading.conditions).toEqual(["The motion sensor's detected is true"]);
  });

  it('judges a wait of a scene that is not in use by its values', async () => {
    const text = wakeUp.replace('value: true }', 'value: false, for: 2m }');
    const ask = async () => (await home.ask('/api/check', { body: { text } })).json.now;
    expect(await ask()).toMatchObject({ holds: false });
    await home.jumpTo('07:01');
    expect(await ask()).toMatchObject({ holds: true, obstacle: null });
  });

  it('refuses to save a text with mistakes, and nothing changes', async () => {
    const before = home.sceneText('morning-routine');
    const { version } = await home.get('/api/scenes/morning-routine');
    const saved = await home.ask('/api/scenes/morning-routine', {
      method: 'PUT',
      body: { text: before.replace('motion_sensor', 'motion_sensr'), version },
    });
    expect(saved.status).toBe(422);
    expect(saved.json.error.message).toBe('The scene has a mistake, and was not saved; the old one goes on.');
    expect(saved.json.problems[0]).toMatchObject({ line: 7, suggestion: 'motion_sensor' });
    expect(home.sceneText('morning-routine')).toBe(before);
  });

  it('saves a new scene as a file, and answers when the home has it', async () => {
    const saved = await home.ask('/api/scenes/wake-up', {
      method: 'PUT',
      body: { text: wakeUp, version: null },
    });
    expect(saved.status).toBe(200);
    expect(saved.json).toMatchObject({ id: 'wake-up', running: true, next: at('07:02:00') });
    expect(readFileSync(join(home.dir, 'scenes', 'wake-up.yaml'), 'utf8')).toBe(wakeUp);
    const { entries } = await home.get('/api/journal?kind=input');
    expect(entries.at(-1).input).toMatchObject({ type: 'scene', scene: 'wake-up' });
    const clock = await home.get('/api/clock');
    expect(clock.next[0].sentence).toBe('At 07:02 Wake-up light will run: 1 action');
  });

  it('does not write over what somebody else has saved meanwhile', async () => {
    const { version, text } = await home.get('/api/scenes/wake-up');
    writeFileSync(join(home.dir, 'scenes', 'wake-up.yaml'), `# mine\n${text}`);
    const saved = await home.ask('/api/scenes/wake-up', { method: 'PUT', body: { text, version } });
    expect(saved.status).toBe(409);
    expect(saved.json.error.message).toBe('The file of the scene wake-up was changed meanwhile.');
    const again = await home.ask('/api/scenes/wake-up', { method: 'PUT', body: { text, version: null } });
    expect(again.json.error.message).toBe('The file of the scene wake-up exists already.');
    expect(home.sceneText('wake-up')).toBe(`# mine\n${text}`);
    expect((await home.get('/api/scenes/wake-up')).text).toBe(`# mine\n${text}`);
  });

  it('removes a scene and its file', async () => {
    const removed = await home.ask('/api/scenes/wake-up', { method: 'DELETE' });
    expect(removed).toMatchObject({ status: 200, json: {} });
    expect(existsSync(join(home.dir, 'scenes', 'wake-up.yaml'))).toBe(false);
    expect((await home.ask('/api/scenes/wake-up')).status).toBe(404);
  });

  it('shows the mistakes of a file that somebody has broken, while the old scene goes on', async () => {
    const file = join(home.dir, 'scenes', 'good-night.yaml');
    const sound = readFileSync(file, 'utf8');
    const page = home.page();
    await page.next();
    writeFileSync(file, sound.replace('method: close', 'method: clsoe'));
    const told = (await page.until(({ type, scenes }: ServerFrame) => {
      return type === 'changes' && scenes !== undefined;
    })) as ChangeFrame;
    const scene = told.scenes!.find(({ id }) => id === 'good-night');
    expect(scene).toMatchObject({ running: true, problems: [{ line: 6, suggestion: 'close' }] });
  });

  it('runs the tests of a scene, and says of each what was expected and what was seen', async () => {
    const { json } = await home.ask('/api/scenes/morning-routine/test', { body: {} });
    expect(json).toMatchObject({ problems: [] });
    expect(json.file).toMatch(/scenes\/morning-routine\.test\.yaml$/);
    expect(json.tests[0]).toMatchObject({
      name: 'opens the curtain and makes coffee when somebody is up',
      passed: true,
      failures: [],
    });
    const file = join(home.dir, 'scenes', 'morning-routine.test.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('position, value: 100', 'position, value: 90'));
    const again = (await home.ask('/api/scenes/morning-routine/test', { body: {} })).json;
    expect(again.tests[0]).toMatchObject({ passed: false, failures: [{ line: 14 }] });
    expect(JSON.stringify(again.tests[0].failures)).toContain('100');
    writeFileSync(file, 'tests: 5');
    const broken = (await home.ask('/api/scenes/morning-routine/test', { body: {} })).json;
    expect(broken).toMatchObject({ tests: [], problems: [{ line: 1, severity: 'error' }] });
    const none = await home.ask('/api/scenes/nothing/test', { body: {} });
    expect(none.status).toBe(404);
    expect(none.json.error.message).toBe('The scene nothing has no tests.');
  });

  it('offers what can stand at a place of the text', async () => {
    const text = 'conditions:\n  - { device: motion_sensor, prop: ';
    const { from, to, options } = (
      await home.ask('/api/complete', { body: { text: `${text} }\n`, offset: text.length } })
    ).json;
    expect([from, to]).toEqual([text.length, text.length]);
    expect(options.map(({ label }: { label: string }) => label)).toEqual([
      'detected',
      'last_seen',
      'battery',
    ]);
  });
});
