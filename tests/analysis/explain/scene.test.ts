import { describe, expect, it } from 'vitest';
import { explainScene, type SceneExplanation } from '../../../src/analysis/explain/index.ts';
import { parseInstant } from '../../../src/core/calendar/index.ts';
import { fires, sceneHome } from '../../core/scene/parts.ts';
import { demoHome } from '../../demo.ts';
import type { TestHome } from '../../home.ts';

const zone = 'Asia/Shanghai';

function explained(home: TestHome, scene: string, time: string): SceneExplanation {
  return explainScene(home.journal, scene, parseInstant(time, zone, home.now), { end: home.now });
}

describe('explaining a run', () => {
  it('tells the trigger, the conditions, each step with its reply and effects, and the root', () => {
    const home = demoHome().at('07:10');
    const { verdict, sentence, run } = explained(home, 'morning-routine', '07:00');
    expect(verdict).toBe('ran');
    expect(sentence).toBe('morning-routine ran at 07:00:00: time 07:00. It finished (42 ms).');
    expect(run!.conditions).toMatchObject([
      {
        condition: 'motion_sensor.detected is true',
        status: 'held',
        decisive: false,
        wanted: true,
        actual: true,
      },
    ]);
    expect(run!.steps.map(({ step, does, result }) => `${step} ${does}: ${result}`)).toEqual([
      '0 smart_curtain.open percent=100: ok',
      '1 coffee_maker.brew type=espresso: ok',
      '2 air_purifier.set_mode mode=auto: ok',
    ]);
    const [call] = run!.steps[0]!.calls;
    expect(call).toMatchObject({ device: 'smart_curtain', method: 'open', reply: { ok: true, afterMs: 23 } });
    expect(call!.effects.map((effect) => effect.sentence)).toEqual([
      'smart_curtain.moving became opening',
      'smart_curtain.position became 5',
      'smart_curtain.position became 100, moving stopped',
    ]);
    expect(call!.effectsLeftOut).toBe(18);
    expect(run!.chain.map((link) => link.sentence)).toEqual([
      expect.stringMatching(/^morning-routine ran \(run \d+\): time 07:00$/),
      'the trigger fired for morning-routine: time 07:00',
      'the clock: time 07:00, for morning-routine',
    ]);
  });

  it('names the value, since when it was so and who made it so, when the conditions refused', () => {
    const home = demoHome().at('06:58:41');
    home.send('motion_sensor/rpc', { id: 'cli-1', method: 'stimulate', params: { detected: false } });
    const { verdict, sentence, details, instead, run } = explained(
      home.at('07:05'),
      'morning-routine',
      '07:00',
    );
    expect(verdict).toBe('refused');
    expect(sentence).toBe(
      'morning-routine did not run at 07:00:00 because motion_sensor.detected was false, not true.',
    );
    expect(details).toEqual([
      'It had been so since 06:58:41, because you, at the command line, pinned it.',
      'It would have run if motion_sensor.detected had been true at 07:00:00.',
    ]);
    expect(instead!.changes).toEqual([{ device: 'motion_sensor', prop: 'detected', value: true }]);
    expect(run!.steps.map(({ result }) => result)).toEqual(['not done', 'not done', 'not done']);
  });

  it('shows every part of the conditions, and which of them decided', () => {
    const trigger = { type: 'time', value: '07:00' } as const;
    const home = sceneHome({
      scene: fires(trigger, {
        conditions: [
          { device: 'sensor', prop: 'kind', value: 'a' },
          {
            any: [
              { device: 'sensor', prop: 'detected', value: true },
              { device: 'sensor', prop: 'amount', above: 5 },
            ],
          },
          { device: 'lamp', prop: 'power', value: 'on' },
        ],
      }),
    }).at('07:01');
    const { conditions, instead } = explained(home, 'scene', '07:00');
    expect(conditions.map(({ status, decisive }) => [status, decisive])).toEqual([
      ['held', false],
      ['did not hold', true],
      ['did not hold', false],
    ]);
    expect(conditions[1]!.parts!.map(({ sentence }) => sentence)).toEqual([
      'sensor.detected was false, not true: since 06:58:00, because the home started so.',
      'sensor.amount was 0, not above 5: since 06:58:00, because the home started so.',
    ]);
    expect(instead!.sentence).toBe(
      'It would have run if sensor.detected had been true, or sensor.amount had been above 5 and lamp.power had been on at 07:00:00.',
    );
  });

  it('says that a run was skipped because the one before went on', () => {
    const home = sceneHome({
      scene: { trigger: { type: 'every', value: '1m' }, actions: [{ delay: '90s' }] },
    }).at('07:02');
    expect(explained(home, 'scene', '07:00')).toMatchObject({
      verdict: 'skipped',
      sentence: 'scene was skipped at 07:00:00: run 1 was still going on.',
    });
  });

  it('explains a run that goes on at that time, and says when it began', () => {
    const home = sceneHome({
      scene: { trigger: { type: 'time', value: '07:00' }, actions: [{ delay: '10m' }] },
    });
    const { verdict, details, run } = explained(home.at('07:20'), 'scene', '07:05');
    expect(verdict).toBe('ran');
    expect(details[0]).toBe('At 07:05:00 it was going on, 5 min after it had begun.');
    expect(run!.steps).toMatchObject([{ does: 'delay 10m', result: 'ok', tookMs: 600_000 }]);
  });

  it('tells what a person did that set it off, by way of a trigger', () => {
    const home = sceneHome({
      scene: fires({ type: 'property', device: 'lamp', prop: 'power', value: 'on' }),
    }).at('07:00:30');
    home.send('lamp/set', { power: 'on' });
    const { details, run } = explained(home.at('07:05'), 'scene', '07:00');
    expect(details[0]).toMatch(/^It was set off because lamp\.power became on \(line \d+\)\.$/);
    expect(run!.chain.map(({ kind }) => kind)).toEqual(['run', 'trigger', 'state', 'request', 'input']);
    expect(run!.chain[3]!.sentence).toBe('somebody asked lamp: set_prop power=on');
  });
});

describe('explaining that nothing set a scene off', () => {
  const above = { type: 'property', device: 'sensor', prop: 'amount', above: 75 } as const;
  const amount = (home: TestHome, value: number) => home.stimulate('sensor', { amount: value });
  const told = (home: TestHome, time = '07:05') => explained(home.at('07:10'), 'scene', time);

  it('says by how much a threshold was missed', () => {
    const home = sceneHome({ scene: fires(above) }).at('07:00');
    amount(home, 73);
    const { verdict, sentence, instead, triggers } = told(home);
    expect(verdict).toBe('not triggered');
    expect(sentence).toBe(
      'scene did not run at 07:05:00 because its trigger (sensor.amount above 75) did not fire: sensor.amount was 73, not above 75, 2 away; since 07:00:00, because somebody (request 1) pinned it.',
    );
    expect(triggers).toMatchObject([{ status: 'no match', actual: 73, missedBy: 2 }]);
    expect(instead).toEqual({
      sentence: 'It would have run if sensor.amount had come to be above 75 at 07:05:00.',
      changes: [{ device: 'sensor', prop: 'amount', value: 76 }],
    });
  });

  it('says that a value which matches already is no edge, and when the trigger last fired', () => {
    const home = sceneHome({ scene: fires(above) }).at('07:00');
    amount(home, 80);
    const { triggers, details, instead } = told(home);
    expect(triggers).toMatchObject([{ status: 'matched already', last: '2026-03-02T07:00:00.000+08:00' }]);
    expect(details).toContain(
      'Nearest to that: scene ran at 07:00:00: sensor.amount became 80 (it was 0). It finished.',
    );
    expect(instead!.changes).toEqual([
      { device: 'sensor', prop: 'amount', value: 0 },
      { device: 'sensor', prop: 'amount', value: 76 },
    ]);
  });

  it('says that a hysteresis has not been left', () => {
    const home = sceneHome({ scene: fires({ ...above, hysteresis: 25 }) }).at('07:00');
    amount(home, 80);
    home.at('07:01');
    amount(home, 60);
    home.at('07:02');
    amount(home, 90);
    home.at('07:03');
    amount(home, 60);
    const { triggers, near } = told(home);
    expect(triggers[0]).toMatchObject({
      status: 'not armed again',
      sentence:
        'sensor.amount was 60; it was above 75 before, and must move 25 away from that (hysteresis) before it can fire again.',
    });
    expect(near.map(({ sentence }) => sentence)).toEqual([
      'scene did not run once more: sensor.amount came to be above 75 again (90) at 07:02:00, but it had not moved 25 away from that (hysteresis) since it last fired.',
    ]);
  });

  it('says how far a wait had come, and how far it came before it broke', () => {
    const home = sceneHome({ scene: fires({ ...above, for: '5m' }) }).at('07:00');
    amount(home, 80);
    home.at('07:04');
    amount(home, 60);
    home.at('07:10');
    expect(explained(home, 'scene', '07:02')).toMatchObject({
      verdict: 'waited',
      triggers: [
        {
          status: 'waiting',
          sentence:
            'It waits: sensor.amount was 80 for 2m of 5m; since 07:00:00, because somebody (request 1) pinned it.',
        },
      ],
      instead: {
        sentence: 'It would have run if sensor.amount had been above 75 since 06:57:00.',
        changes: [],
      },
    });
    expect(explained(home, 'scene', '07:04')).toMatchObject({
      verdict: 'wait broken',
      triggers: [
        {
          status: 'wait broken',
          sentence: 'It nearly fired at 07:04:00: sensor.amount became 60 (it was 80) after 4m of 5m.',
        },
      ],
    });
    expect(explained(home, 'scene', '07:00')).toMatchObject({ verdict: 'waited' });
  });

  it('says that an offline device is unknown, and since when', () => {
    const home = sceneHome({ scene: fires(above) }).at('07:00');
    home.send('sensor/availability', 'offline');
    expect(told(home).triggers[0]).toMatchObject({
      status: 'unknown',
      sentence:
        'sensor.amount was unknown, because sensor was offline since 07:00:00, because a message came in on millet/sensor/availability.',
    });
  });

  it('says when the clock is due next, and that it was another day', () => {
    const home = sceneHome({
      early: fires({ type: 'time', value: '07:30' }),
      sunday: fires({ type: 'time', value: '07:05', days: ['sun'] }),
      cron: fires({ type: 'cron', value: '*/15 8 * * *' }),
    }).at('07:10');
    const status = (scene: string) => explained(home, scene, '07:05').triggers[0];
    expect(status('early')).toMatchObject({
      status: 'not due',
      sentence: 'It was not yet time: it is due next at 07:30:00, 25m later.',
      next: '2026-03-02T07:30:00.000+08:00',
    });
    expect(status('sunday')).toMatchObject({
      status: 'wrong day',
      sentence: 'It was Monday, and it fires on sun only; next at 2026-03-08 07:05:00 (Sunday).',
    });
    expect(status('cron')).toMatchObject({ status: 'not due', next: '2026-03-02T08:00:00.000+08:00' });
  });

  it('says what an event carried instead', () => {
    const home = sceneHome({
      scene: fires({ type: 'event', device: 'sensor', event: 'click', where: { kind: 'double' } }),
    }).at('07:00');
    expect(explained(home, 'scene', '06:59').triggers[0]!.sentence).toBe(
      'sensor has not reported click at all.',
    );
    home.call('sensor', 'click', { kind: 'single' });
    const { triggers, near } = told(home);
    expect(triggers[0]).toMatchObject({
      status: 'did not happen',
      sentence:
        'sensor last reported click at 07:00:00, with kind single and not kind double, because somebody (request 1) called click kind=single.',
    });
    expect(near[0]).toMatchObject({
      kind: 'other data',
      sentence: 'scene nearly ran: sensor reported click at 07:00:00, but kind was single, not double.',
    });
  });

  it('says when the sun comes to it next', () => {
    const home = sceneHome({
      scene: fires(
        { type: 'sun', value: 'sunset', offset: '-30m' },
        { conditions: [{ type: 'sun', after: 'sunset' }] },
      ),
    }).at('07:10');
    const { triggers, conditions, instead } = explained(home, 'scene', '07:05');
    expect(triggers[0]).toMatchObject({
      status: 'not due',
      next: expect.stringMatching(/^2026-03-02T17:\d\d:/),
      sentence: expect.stringMatching(/^It was not yet time: it is due next at 17:\d\d:\d\d, /),
    });
    expect(conditions[0]).toMatchObject({
      status: 'did not hold',
      sentence: expect.stringContaining('time was 07:05:00 on mon, not from sunset until sunrise (next at '),
    });
    expect(instead!.sentence).toMatch(/, and the time had been from sunset until sunrise\.$/);
  });

  it('does not ask for another time at the time at which it was refused', () => {
    const home = sceneHome({
      scene: fires(
        { type: 'time', value: '07:00' },
        { conditions: [{ type: 'time', after: '07:00', before: '22:30', days: ['tue'] }] },
      ),
    }).at('07:10');
    expect(explained(home, 'scene', '07:00').instead!.sentence).toBe(
      'It would have run if the time had been from 07:00 before 22:30 on tue.',
    );
  });

  it('says how the other scene ended that it waits for, and whether it was running', () => {
    const home = sceneHome({
      a: fires({ type: 'time', value: '07:00' }),
      b: fires(
        { type: 'scene', scene: 'a', value: ['failed', 'refused'] },
        { conditions: [{ type: 'scene', scene: 'a', value: 'running' }] },
      ),
      c: fires({ type: 'scene', scene: 'b', value: 'started' }),
    }).at('07:10');
    const { triggers, conditions, instead } = explained(home, 'b', '07:05');
    expect(triggers[0]).toMatchObject({
      status: 'did not happen',
      sentence: 'a last finished at 07:00:00.',
      actual: 'finished',
    });
    expect(conditions[0]).toMatchObject({
      status: 'did not hold',
      sentence: expect.stringMatching(/^a was not running: since 07:00:00, because /),
    });
    expect(instead).toEqual({
      sentence:
        'It would have run if it had come about at 07:05:00 that a failed or was refused, and a had been running.',
      changes: [],
    });
    expect(explained(home, 'c', '07:05').triggers[0]!.sentence).toBe('b has not run at all.');
  });

  it('says what came in on the topic that it listens to', () => {
    const scenes = {
      scene: fires({ type: 'message', topic: 'school/+', where: { ring: true } }),
    };
    const home = sceneHome(scenes).at('07:00');
    expect(explained(home, 'scene', '06:59').triggers[0]!.sentence).toBe(
      'No message from outside has come on school/+ at all.',
    );
    expect(explained(home, 'scene', '06:59').sentence).toBe(
      'scene did not run at 06:59:00 because its trigger (message on school/+ ring=true) did not fire: no message from outside has come on school/+ at all.',
    );
    home.simulated.input(home.now, { type: 'message', topic: 'school/bell', payload: '{"ring":false}' });
    const { triggers, near } = told(home);
    expect(triggers[0]!.sentence).toBe(
      'The last message on school/+ came at 07:00:00: {"ring":false}, which is not what it waits for.',
    );
    expect(near[0]!.sentence).toBe(
      'scene nearly ran: a message came on school/bell at 07:00:00, but it was {"ring":false}.',
    );
  });

  it('says of a device that was online from the start just that', () => {
    const home = sceneHome({ scene: fires({ type: 'availability', device: 'sensor', value: 'offline' }) });
    expect(told(home).triggers[0]!.sentence).toBe(
      'sensor was online since 06:58:00, because the home started so; it did not go offline.',
    );
  });

  it('names the fault that kept a device away', () => {
    const home = sceneHome({ scene: fires(above) })
      .at('07:00')
      .send('sensor/fault', 'offline');
    expect(told(home).triggers[0]!.sentence).toBe(
      'sensor.amount was unknown, because sensor was offline since 07:00:00, because of a fault: sensor is offline.',
    );
  });

  it('says of each of several triggers why it did not fire, and whether the conditions would have held', () => {
    const home = sceneHome({
      scene: fires([above, { type: 'manual' }, { type: 'start' }], {
        conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
      }),
    });
    const { sentence, details } = told(home);
    expect(sentence).toBe('scene did not run at 07:05:00 because none of its 3 triggers fired.');
    expect(details).toEqual([
      'sensor.amount above 75: sensor.amount was 0, not above 75, 75 away; since 06:58:00, because the home started so.',
      'asked for: it never fires by itself, and nobody asked for the scene.',
      'the home starts: it fires once, when the home starts, which was at 06:58:00.',
      'Its conditions would not have held either: lamp.power was off, not on: since 06:58:00, because the home started so.',
      'It would have run if sensor.amount had come to be above 75 at 07:05:00, or if somebody had asked for it, or if the home had started then, provided that lamp.power had been on.',
      'Nearest to that: scene did not run at 06:58:00 because lamp.power was off, not on.',
    ]);
  });

  it('says that there was no such scene then', () => {
    const home = sceneHome({ other: fires(above), scene: fires(above) }).at('07:00');
    home.save('scene', null).save('later', fires(above));
    home.at('07:10');
    expect(told(home).sentence).toBe(
      'scene did not run at 07:05:00 because there was no such scene then: its file was removed at 07:00:00.',
    );
    expect(explained(home, 'later', '06:59')).toMatchObject({
      verdict: 'no such scene',
      sentence:
        'later did not run at 06:59:00 because there was no such scene then: its file was first saved later.',
    });
  });

  it('refuses a scene that never was, and a time that the journal does not reach', () => {
    const home = sceneHome({ scene: fires(above) }).at('07:10');
    expect(() => explained(home, 'scane', '07:00')).toThrow('There is no scene scane. Did you mean scene?');
    expect(() => explained(home, 'scene', '07:11')).toThrow('2026-03-02T07:11:00 lies after');
    expect(() => explained(home, 'scene', '06:57')).toThrow('2026-03-02T06:57:00 lies before');
  });
});
