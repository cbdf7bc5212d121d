import { describe, expect, it } from 'vitest';
import { homeWith, type TestHome } from '../../home.ts';
import { models } from '../../models.ts';
import odd from './odd.ts';

/** A home with one of each model, as they are after the start. */
function everyDevice(): TestHome {
  return homeWith(
    {
      bulb: 'smart-bulb',
      coffee: 'coffee-maker',
      curtain: 'curtain',
      purifier: 'air-purifier',
      sensor: 'motion-sensor',
      odd: 'odd',
    },
    { models: new Map([...models, ['odd', odd]]) },
  );
}

function states(home: TestHome): unknown {
  return [...home.simulated.simulation.devices.values()].map(({ store }) => store.readable());
}

const purifierProperties = 'power, mode, level, pm2_5, fan_speed or filter_life';

describe('a request', () => {
  it.each([
    ['get_prop', 'purifier', ['power', 'mode', 'level'], ['off', 'auto', 7]],
    ['get_prop', 'purifier', ['level', 'level'], [7, 7]],
    ['get_prop', 'purifier', [], []],
    ['set_prop', 'purifier', { level: 0 }, ['ok']],
    ['set_prop', 'purifier', { level: 14, power: 'on' }, ['ok', 'ok']],
    ['set_prop', 'odd', { pin_code: '1234' }, ['ok']],
    ['set_prop', 'odd', { silent: 0.3 }, ['ok']],
    ['stimulate', 'purifier', { pm2_5: 600, filter_life: null }, ['ok', 'ok']],
    ['set_mode', 'purifier', { mode: 'sleep' }, ['ok']],
    ['toggle', 'purifier', undefined, ['ok']],
    ['toggle', 'purifier', null, ['ok']],
    ['toggle', 'purifier', {}, ['ok']],
    ['open', 'curtain', undefined, ['ok']],
    ['fade', 'bulb', { brightness: 5, duration: 0.5 }, ['ok']],
  ])('%s of the %s with %o is answered with %o', (method, device, params, result) => {
    expect(everyDevice().call(device, method, params)).toEqual({ id: 1, result });
  });

  it.each<[string, string, unknown, object]>([
    // -32601: no such method
    [
      'purifier',
      'set_mod',
      { mode: 'auto' },
      {
        code: -32601,
        message:
          'air-purifier has no method set_mod; it has get_prop, set_prop, stimulate, set_mode or toggle. ' +
          'Did you mean set_mode?',
      },
    ],
    [
      'sensor',
      'explode',
      undefined,
      {
        code: -32601,
        message: 'motion-sensor has no method explode; it has get_prop, set_prop or stimulate.',
      },
    ],
    ...['constructor', '__proto__', 'hasOwnProperty', 'toString'].map(
      (method): [string, string, unknown, object] => [
        'sensor',
        method,
        {},
        {
          code: -32601,
          message: `motion-sensor has no method ${method}; it has get_prop, set_prop or stimulate.`,
        },
      ],
    ),
    [
      'sensor',
      '',
      {},
      { code: -32601, message: 'motion-sensor has no method ""; it has get_prop, set_prop or stimulate.' },
    ],
    // -32600: the method is known, but its parameters have the wrong form
    [
      'purifier',
      'get_prop',
      { power: 'on' },
      { code: -32600, message: 'get_prop takes a list of property names, got {"power":"on"}' },
    ],
    [
      'purifier',
      'get_prop',
      undefined,
      { code: -32600, message: 'get_prop takes a list of property names, got nothing' },
    ],
    [
      'purifier',
      'get_prop',
      ['power', 1],
      { code: -32600, message: 'get_prop takes a list of property names, got ["power",1]' },
    ],
    [
      'purifier',
      'set_prop',
      ['power', 'on'],
      { code: -32600, message: 'set_prop takes an object such as {"power":"on"}, got ["power","on"]' },
    ],
    [
      'purifier',
      'set_prop',
      {},
      { code: -32600, message: 'set_prop takes an object such as {"power":"on"}, got {}' },
    ],
    [
      'purifier',
      'stimulate',
      null,
      { code: -32600, message: 'stimulate takes an object such as {"detected":true}, got null' },
    ],
    // -4001: not readable
    [
      'odd',
      'get_prop',
      ['loud', 'pin_code'],
      { code: -4001, message: 'pin_code cannot be read, only written', data: { pin_code: -4001 } },
    ],
    // -4002: not writable
    [
      'purifier',
      'set_prop',
      { fan_speed: 900 },
      {
        code: -4002,
        message: 'fan_speed cannot be set; the device decides it by itself',
        data: { fan_speed: -4002 },
      },
    ],
    [
      'purifier',
      'set_prop',
      { pm2_5: 1 },
      {
        code: -4002,
        message: 'pm2_5 cannot be set; it is a reading, which stimulate can pin',
        data: { pm2_5: -4002 },
      },
    ],
    [
      'purifier',
      'stimulate',
      { power: 'on' },
      {
        code: -4002,
        message:
          'power cannot be stimulated: power is a setting; use set_prop; its readings are pm2_5 or filter_life',
        data: { power: -4002 },
      },
    ],
    [
      'purifier',
      'stimulate',
      { fan_speed: 900 },
      {
        code: -4002,
        message:
          'fan_speed cannot be stimulated: the device decides fan_speed by itself; ' +
          'its readings are pm2_5 or filter_life',
        data: { fan_speed: -4002 },
      },
    ],
    [
      'bulb',
      'stimulate',
      { power: null },
      {
        code: -4002,
        message: 'power cannot be stimulated: power is a setting; use set_prop; a smart-bulb has no readings',
        data: { power: -4002 },
      },
    ],
    // -4003: no such property
    [
      'purifier',
      'get_prop',
      ['powr'],
      {
        code: -4003,
        message: `air-purifier has no property powr; it has ${purifierProperties}. Did you mean power?`,
        data: { powr: -4003 },
      },
    ],
    [
      'purifier',
      'set_prop',
      { 'PM2-5': 3 },
      {
        code: -4003,
        message: `air-purifier has no property PM2-5; it has ${purifierProperties}. Did you mean pm2_5?`,
        data: { 'PM2-5': -4003 },
      },
    ],
    [
      'purifier',
      'stimulate',
      { constructor: 1 },
      {
        code: -4003,
        message: `air-purifier has no property constructor; it has ${purifierProperties}.`,
        data: { constructor: -4003 },
      },
    ],
    [
      'purifier',
      'get_prop',
      ['a\nb\u0000'],
      {
        code: -4003,
        message: `air-purifier has no property "a\\nb\\u0000"; it has ${purifierProperties}.`,
        data: { 'a\nb\u0000': -4003 },
      },
    ],
    // -4005: a value it does not take
    [
      'purifier',
      'set_prop',
      { level: 99 },
      { code: -4005, message: 'level takes an integer from 0 to 14, got 99', data: { level: -4005 } },
    ],
    [
      'purifier',
      'set_prop',
      { level: 7.5 },
      { code: -4005, message: 'level takes an integer from 0 to 14, got 7.5', data: { level: -4005 } },
    ],
    [
      'purifier',
      'set_prop',
      { level: '7' },
      { code: -4005, message: 'level takes an integer from 0 to 14, got "7"', data: { level: -4005 } },
    ],
    [
      'purifier',
      'set_prop',
      { power: true },
      { code: -4005, message: 'power takes on or off, got true', data: { power: -4005 } },
    ],
    [
      'purifier',
      'set_prop',
      { mode: 'favourite' },
      {
        code: -4005,
        message: 'mode takes auto, sleep or favorite, got "favourite". Did you mean favorite?',
        data: { mode: -4005 },
      },
    ],
    [
      'purifier',
      'set_prop',
      { mode: null },
      { code: -4005, message: 'mode takes auto, sleep or favorite, got null', data: { mode: -4005 } },
    ],
    [
      'bulb',
      'set_prop',
      { color_temperature: 1000 },
      {
        code: -4005,
        message: 'color_temperature takes an integer from 2700 to 6500 K, got 1000',
        data: { color_temperature: -4005 },
      },
    ],
    [
      'odd',
      'set_prop',
      { silent: 0.25 },
      {
        code: -4005,
        message: 'silent takes a number from 0 to 1 in steps of 0.1, got 0.25',
        data: { silent: -4005 },
      },
    ],
    [
      'odd',
      'set_prop',
      { pin_code: '12345' },
      {
        code: -4005,
        message: 'pin_code takes a text of at most 4 characters, got "12345"',
        data: { pin_code: -4005 },
      },
    ],
    [
      'sensor',
      'stimulate',
      { detected: 'yes' },
      { code: -4005, message: 'detected takes true or false, got "yes"', data: { detected: -4005 } },
    ],
    // Several problems: the first one's code, everybody's sentence.
    [
      'purifier',
      'set_prop',
      { power: 'maybe', pm2_5: 1, colour: 'red' },
      {
        code: -4005,
        message:
          'power takes on or off, got "maybe"; pm2_5 cannot be set; it is a reading, which stimulate can pin; ' +
          `air-purifier has no property colour; it has ${purifierProperties}.`,
        data: { power: -4005, pm2_5: -4002, colour: -4003 },
      },
    ],
    [
      'sensor',
      'get_prop',
      ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'],
      {
        code: -4003,
        message: expect.stringMatching(/; and 2 more$/),
        data: { a1: -4003, b2: -4003, c3: -4003, d4: -4003, e5: -4003, f6: -4003, g7: -4003 },
      },
    ],
    // -4006: bad parameters of an action
    [
      'coffee',
      'brew',
      { type: 'tea' },
      {
        code: -4006,
        message: 'type takes espresso, americano or lungo, got "tea"',
        data: { type: -4006 },
      },
    ],
    [
      'coffee',
      'brew',
      undefined,
      { code: -4006, message: 'brew needs type: espresso, americano or lungo', data: { type: -4006 } },
    ],
    [
      'coffee',
      'brew',
      ['espresso'],
      {
        code: -4006,
        message: 'brew takes its parameters as an object, got ["espresso"]',
        data: { brew: -4006 },
      },
    ],
    [
      'coffee',
      'brew',
      { type: 'lungo', typ: 'lungo' },
      {
        code: -4006,
        message: 'brew has no parameter typ; it takes type. Did you mean type?',
        data: { typ: -4006 },
      },
    ],
    [
      'curtain',
      'close',
      { percent: 3 },
      { code: -4006, message: 'close has no parameter percent; it takes none.', data: { percent: -4006 } },
    ],
    [
      'curtain',
      'open',
      { percent: 101 },
      {
        code: -4006,
        message: 'percent takes an integer from 0 to 100 %, got 101',
        data: { percent: -4006 },
      },
    ],
    [
      'bulb',
      'fade',
      {},
      {
        code: -4006,
        message:
          'fade needs brightness: an integer from 1 to 100 %; fade needs duration: a number from 0 to 3600 s',
        data: { brightness: -4006, duration: -4006 },
      },
    ],
    // -4008: not now
    ['odd', 'set_prop', { silent: 1, loud: true }, { code: -4008, message: 'it cannot be loud and silent' }],
    // -4004: anything else, which is a mistake in a model
    ['odd', 'crash', {}, { code: -4004, message: 'odd has a mistake in its model: nobody thought of this' }],
    [
      'odd',
      'overflow',
      {},
      {
        code: -4004,
        message: 'odd has a mistake in its model: counter takes an integer from 0 to 3, its model set 4',
      },
    ],
    [
      'odd',
      'circle',
      {},
      {
        code: -4004,
        message: 'odd has a mistake in its model: its model keeps changing counter in reaction to itself',
      },
    ],
  ])('to the %s with method %o and params %o is refused', (device, method, params, error) => {
    const home = everyDevice();
    const before = states(home);
    const published = home.sent('+/state').length;
    expect(home.call(device, method, params)).toEqual({ id: 1, error });
    expect(states(home)).toEqual(before);
    expect(home.sent('+/state')).toHaveLength(published);
    expect(home.sent('+/error')).toEqual([]);
  });

  it('reads __proto__ as a name like any other', () => {
    const home = everyDevice();
    home.send('sensor/rpc', '{"id":1,"method":"stimulate","params":{"__proto__":{"detected":true}}}');
    home.send('sensor/rpc', '{"id":2,"method":"get_prop","params":["__proto__"]}');
    home.send('coffee/rpc', '{"id":3,"method":"brew","params":{"type":"lungo","__proto__":1}}');
    home.send('coffee/rpc', '{"__proto__":{"id":4},"method":"get_prop","params":[]}');
    expect(
      [...home.replies('sensor'), ...home.replies('coffee')].map(({ id, error }) => [id, error!.code]),
    ).toEqual([
      [1, -4003],
      [2, -4003],
      [3, -4006],
      [null, -32600],
    ]);
    expect(home.sent('sensor/rpc/reply')[0]!.text).toContain('"data":{"__proto__":-4003}');
  });

  it('says what is wrong with a number that is too great for JavaScript', () => {
    const home = everyDevice().send('purifier/rpc', '{"id":1,"method":"set_prop","params":{"level":1e999}}');
    expect(home.replies('purifier')[0]!.error!.message).toBe(
      'level takes an integer from 0 to 14, got Infinity',
    );
  });

  it('cuts what it quotes', () => {
    const reply = everyDevice().call('purifier', 'set_prop', { level: 'x'.repeat(10_000) });
    expect(reply.error!.message).toBe(`level takes an integer from 0 to 14, got "${'x'.repeat(76)}...`);
  });
});

describe('the id of a request', () => {
  it.each([0, -1, 1.5, 9007199254740991, '', '1', 'a b', 'ä😀', 'x'.repeat(64)])('%o is repeated', (id) => {
    const home = everyDevice().send('bulb/rpc', { id, method: 'toggle' });
    expect(home.replies('bulb')).toEqual([{ id, result: ['ok'] }]);
  });

  const needsId = (got: string) => {
    return `A request needs an id: a number or a text of up to 64 characters, got ${got}.`;
  };
  const notJson = 'The payload is not JSON. A request is {"id":1,"method":"get_prop","params":["power"]}.';
  const notObject = (got: string) => `A request is one JSON object with id, method and params, got ${got}.`;

  it.each([
    ['', -32700, notJson],
    ['hello', -32700, notJson],
    ['{"id":1,', -32700, notJson],
    ["{'id':1}", -32700, notJson],
    ['\u0000', -32700, notJson],
    ['null', -32600, notObject('null')],
    ['7', -32600, notObject('7')],
    ['"open"', -32600, notObject('"open"')],
    ['[]', -32600, notObject('[]')],
    ['[{"id":1,"method":"toggle"}]', -32600, notObject('[{"id":1,"method":"toggle"}]')],
    ['{}', -32600, needsId('none')],
    ['{"method":"toggle"}', -32600, needsId('none')],
    ['{"id":null,"method":"toggle"}', -32600, needsId('null')],
    ['{"id":true,"method":"toggle"}', -32600, needsId('true')],
    ['{"id":[1],"method":"toggle"}', -32600, needsId('[1]')],
    ['{"id":1e999,"method":"toggle"}', -32600, needsId('Infinity')],
    [`{"id":"${'x'.repeat(65)}","method":"toggle"}`, -32600, needsId(`"${'x'.repeat(65)}"`)],
  ])('cannot be read in %s, and the answer has the id null', (payload, code, message) => {
    const home = everyDevice();
    const before = states(home);
    home.send('bulb/rpc', payload);
    expect(home.replies('bulb')).toEqual([{ id: null, error: { code, message } }]);
    expect(states(home)).toEqual(before);
  });

  it('cannot be read in what is nested too deep', () => {
    const depth = 100_000;
    const home = everyDevice();
    home.send('bulb/rpc', `{"id":1,"method":"toggle","params":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    home.send('bulb/set', `${'{"power":'.repeat(depth)}1${'}'.repeat(depth)}`);
    expect(home.replies('bulb')).toEqual([
      {
        id: null,
        error: {
          code: -32700,
          message:
            'The payload is nested deeper than 64 levels. A request is {"id":1,"method":"get_prop","params":["power"]}.',
        },
      },
    ]);
    expect(home.errors('bulb')).toEqual([
      {
        code: -32700,
        message: 'The payload is nested deeper than 64 levels. The short form of set_prop is {"power":"on"}.',
      },
    ]);
  });

  it.each([
    ['{"id":5}', 'none'],
    ['{"id":5,"method":null}', 'null'],
    ['{"id":5,"method":["open"]}', '["open"]'],
  ])('is repeated where the method of %s is wrong', (payload, got) => {
    const home = everyDevice().send('bulb/rpc', payload);
    const message = `A request needs a method, which is a text such as "get_prop", got ${got}.`;
    expect(home.replies('bulb')).toEqual([{ id: 5, error: { code: -32600, message } }]);
  });
});

describe('the reply', () => {
  it('goes to the response topic with the correlation data, and nowhere else', () => {
    const home = everyDevice();
    const options = { responseTopic: 'somebody/else', correlation: 'AAEC' };
    home.send('bulb/rpc', { id: 1, method: 'toggle' }, options);
    home.send('bulb/rpc', 'nonsense', options);
    expect(home.sent('bulb/rpc/reply')).toEqual([]);
    const replies = home.messages.filter(({ topic }) => topic === 'somebody/else');
    expect(replies[0]).toEqual({
      topic: 'somebody/else',
      text: '{"id":1,"result":["ok"]}',
      correlation: 'AAEC',
    });
    expect(replies[1]).toMatchObject({ text: expect.stringContaining('"id":null'), correlation: 'AAEC' });
    expect(replies).toHaveLength(2);
  });

  it('comes before the state that follows from it', () => {
    const home = everyDevice();
    const before = home.messages.length;
    home.call('bulb', 'toggle');
    expect(home.messages.slice(before).map(({ topic }) => topic)).toEqual([
      'millet/bulb/rpc',
      'millet/bulb/rpc/reply',
      'millet/bulb/state',
    ]);
  });

  it('is written to the journal after its request, and the state because of it', () => {
    const home = everyDevice();
    home.call('bulb', 'toggle');
    const [input, request, reply, state] = home.journal.slice(-4);
    expect(input).toMatchObject({ kind: 'input', cause: undefined });
    expect(request).toMatchObject({ kind: 'request', cause: input!.seq, device: 'bulb', method: 'toggle' });
    expect(reply).toMatchObject({ kind: 'reply', cause: request!.seq, id: 1, result: ['ok'] });
    expect(state).toMatchObject({ kind: 'state', cause: request!.seq, props: { power: 'on' } });
  });
});

describe('set_prop', () => {
  it('is all or nothing', () => {
    const home = everyDevice();
    home.set('purifier', { level: 3, power: 'on', mode: 'turbo' });
    expect(home.published('purifier')).toMatchObject({ level: 7, power: 'off', mode: 'auto' });
    home.set('purifier', { level: 3, power: 'on', mode: 'sleep' });
    expect(home.published('purifier')).toMatchObject({ level: 3, power: 'on', mode: 'sleep' });
  });

  it('publishes one state, however many properties it sets', () => {
    const home = everyDevice();
    const before = home.sent('purifier/state').length;
    home.set('purifier', { level: 3, power: 'on', mode: 'sleep' });
    expect(home.sent('purifier/state', 0)).toHaveLength(before + 1);
  });

  it('publishes nothing when nothing changes', () => {
    const home = everyDevice();
    const before = home.sent('purifier/state').length;
    home.set('purifier', { level: 7 });
    expect(home.sent('purifier/state')).toHaveLength(before);
  });

  it('publishes no state for a property that nobody is notified of, until another changes', () => {
    const home = everyDevice();
    const before = home.sent('odd/state').length;
    home.set('odd', { silent: 0.5 });
    expect(home.sent('odd/state')).toHaveLength(before);
    home.set('odd', { loud: true });
    expect(home.published('odd')).toEqual({ silent: 0.5, loud: true, counter: 0 });
  });

  it('reads -0 as 0', () => {
    const home = everyDevice().send('purifier/rpc', '{"id":1,"method":"set_prop","params":{"level":-0}}');
    expect(home.prop('purifier', 'level')).toBe(0);
  });
});

describe('stimulate', () => {
  it('is all or nothing', () => {
    const home = everyDevice();
    const before = home.prop('purifier', 'pm2_5');
    home.stimulate('purifier', { filter_life: 5, pm2_5: 1_000 });
    expect(home.published('purifier')).toMatchObject({ filter_life: 100, pm2_5: before });
  });

  it('pins a reading until null lets go of it', () => {
    const home = everyDevice();
    home.stimulate('purifier', { pm2_5: 300 });
    expect(home.pass('1h').prop('purifier', 'pm2_5')).toBe(300);
    home.stimulate('purifier', { pm2_5: null });
    expect(home.prop('purifier', 'pm2_5')).toBe(300);
    expect(home.pass('1h').prop('purifier', 'pm2_5')).toBeLessThan(250);
  });
});

describe('the short form, set', () => {
  it('sets properties, and answers only with the state', () => {
    const home = everyDevice();
    const before = home.messages.length;
    home.send('bulb/set', '{"power":"on","brightness":30}');
    expect(home.messages.slice(before).map(({ topic }) => topic)).toEqual([
      'millet/bulb/set',
      'millet/bulb/state',
    ]);
    expect(home.published('bulb')).toEqual({ power: 'on', brightness: 30, color_temperature: 4000 });
  });

  it.each([
    ['', -32700, 'The payload is not JSON. The short form of set_prop is {"power":"on"}.', undefined],
    ['on', -32700, 'The payload is not JSON. The short form of set_prop is {"power":"on"}.', undefined],
    ['"on"', -32600, 'set takes an object such as {"power":"on"}, got "on".', undefined],
    ['[]', -32600, 'set takes an object such as {"power":"on"}, got [].', undefined],
    ['{}', -32600, 'set_prop takes an object such as {"power":"on"}, got {}', undefined],
    ['{"power":"maybe","brightness":3}', -4005, 'power takes on or off, got "maybe"', { power: -4005 }],
    [
      '{"__proto__":1}',
      -4003,
      'smart-bulb has no property __proto__; it has power, brightness or color_temperature.',
      JSON.parse('{"__proto__":-4003}'),
    ],
  ])('%s changes nothing and says so on the error topic', (payload, code, message, data) => {
    const home = everyDevice();
    const before = states(home);
    home.send('bulb/set', payload);
    expect(home.errors('bulb')).toEqual([{ code, message, ...(data ? { data } : {}) }]);
    expect(home.replies('bulb')).toEqual([]);
    expect(states(home)).toEqual(before);
  });
});

describe('get', () => {
  it.each(['', 'anything', '{"id":1}', '{'])('with the payload %o publishes the state again', (payload) => {
    const home = everyDevice();
    const before = home.messages.length;
    home.send('bulb/get', payload);
    expect(home.messages.slice(before)).toEqual([
      { topic: 'millet/bulb/get', text: payload, correlation: undefined },
      {
        topic: 'millet/bulb/state',
        text: '{"power":"off","brightness":100,"color_temperature":4000}',
        correlation: undefined,
      },
    ]);
  });
});

describe('a retained request', () => {
  it.each([
    ['rpc', '{"id":1,"method":"toggle"}'],
    ['set', '{"power":"on"}'],
    ['get', ''],
  ])('on %s is not carried out, and the device says why', (topic, payload) => {
    const home = everyDevice();
    const before = states(home);
    home.send(`bulb/${topic}`, payload, { retained: true });
    expect(states(home)).toEqual(before);
    expect(home.replies('bulb')).toEqual([]);
    expect(home.errors('bulb')).toEqual([
      {
        code: -32600,
        message:
          `A retained message on millet/bulb/${topic} is not carried out: it would be again at every start. ` +
          `Take it away with: mosquitto_pub -r -n -t millet/bulb/${topic}`,
      },
    ]);
  });
});

describe('a mistake in a model', () => {
  it('that shows later becomes an error message, and the device lives on', () => {
    const home = everyDevice();
    home.call('odd', 'crash_later');
    home.pass('2s');
    expect(home.errors('odd')).toEqual([{ code: -4004, message: 'odd has a mistake in its model: later' }]);
    expect(home.set('odd', { loud: true }).result).toEqual(['ok']);
  });
});
