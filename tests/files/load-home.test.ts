import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MilletError } from '../../src/core/errors.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { formatProblem } from '../../src/files/problems.ts';
import { directoryWith, homeYaml, sceneYaml } from './homes.ts';

/** The problems of a home as `file:line:column: message`. */
async function problemsOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
  const dir = directoryWith(files);
  const { problems } = await loadHome(dir);
  return problems.map(({ file, line, column, message }) => {
    return `${relative(dir, file)}:${line}:${column}: ${message.replaceAll(`${dir}/`, '')}`;
  });
}

const homeWith = (change: (text: string) => string) => problemsOf({ 'home.yaml': change(homeYaml) });

describe('loadHome', () => {
  it('has nothing to say about the demo home', async () => {
    const demo = fileURLToPath(new URL('../../', import.meta.url));
    const { home, scenes, problems } = await loadHome(demo);
    expect(problems.map(formatProblem)).toEqual([]);
    expect(home?.name).toBe('Demo home');
    expect(scenes.size).toBeGreaterThan(0);
  });

  it('reads a home and its scenes', async () => {
    const dir = directoryWith({
      'home.yaml': homeYaml,
      'scenes/one.yaml': sceneYaml('one'),
      'scenes/two.yml': sceneYaml('two'),
      'scenes/three.json': '{ "trigger": { "type": "manual" }, "actions": [{ "run": "one" }] }',
      'scenes/one.test.yaml': 'not a scene',
      'scenes/notes.txt': 'not a scene',
      'scenes/.hidden.yaml': 'not a scene',
      'scenes/one.yaml~': 'not a scene',
      'scenes/deeper/four.yaml': 'not a scene',
    });
    const loaded = await loadHome(dir);
    expect(loaded.problems).toEqual([]);
    expect(loaded.home?.devices).toHaveProperty('hall_light');
    expect([...loaded.scenes.keys()]).toEqual(['one', 'three', 'two']);
    expect(loaded.models.has('smart-bulb')).toBe(true);
    expect(loaded.dir).toBe(dir);
    expect(loaded.files).toEqual(
      ['home.yaml', 'scenes/one.yaml', 'scenes/three.json', 'scenes/two.yml'].map((file) => join(dir, file)),
    );
  });

  it('needs no scenes', async () => {
    expect((await loadHome(directoryWith({ 'home.yaml': homeYaml }))).scenes.size).toBe(0);
  });

  it('leaves out only the scenes that have mistakes', async () => {
    const dir = directoryWith({
      'home.yaml': homeYaml,
      'scenes/good.yaml': sceneYaml('good'),
      'scenes/bad.yaml': 'trigger: { type: manual }\nactions: [{ run: goood }]\n',
    });
    const { home, scenes, problems } = await loadHome(dir);
    expect(home).toBeDefined();
    expect([...scenes.keys()]).toEqual(['good']);
    expect(problems).toEqual([
      {
        file: join(dir, 'scenes/bad.yaml'),
        line: 2,
        column: 18,
        message: 'there is no scene goood. Did you mean good?',
        severity: 'error',
        source: 'actions: [{ run: goood }]',
      },
    ]);
  });

  it('has no home when home.yaml has mistakes, and still checks the scenes against what it says', async () => {
    const dir = directoryWith({
      'home.yaml': homeYaml.replace('room: hall', 'room: hal'),
      'scenes/x.yaml': 'trigger: { type: manual }\nactions: [{ device: hall_lihgt, method: toggle }]\n',
    });
    const { home, problems } = await loadHome(dir);
    expect(home).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual([
      'there is no room hal. Did you mean hall?',
      'home.yaml has no device hall_lihgt. Did you mean hall_light?',
    ]);
  });

  it('checks the shape of scenes when home.yaml cannot be read', async () => {
    expect(
      await problemsOf({
        'home.yaml': 'name: [',
        'scenes/x.yaml': 'trigger: { type: manual }\nactions: [{ dleay: 5s }]\n',
        'scenes/y.yaml': sceneYaml('y'),
      }),
    ).toEqual([
      'home.yaml:1:7: this [ is not closed: a ] is missing, or lines within it are not indented',
      'scenes/x.yaml:2:13: a step has no key "dleay". Did you mean delay?',
    ]);
  });

  it.each<[string, (text: string) => string, string[]]>([
    [
      'two devices with one id',
      (text) => `${text}  hall_light: { model: smart-bulb }\n`,
      ['home.yaml:7:3: hall_light is there twice: here and in line 5; a name can be used once'],
    ],
    [
      'ids that MQTT would misread',
      (text) =>
        `${text}  a+b: { model: smart-bulb }\n  "c#": { model: smart-bulb }\n  d/e: { model: smart-bulb }\n`,
      [
        'home.yaml:7:3: a device cannot be called "a+b": MQTT would misread +, which stands for any one level of a topic. a_b would do',
        'home.yaml:8:3: a device cannot be called "c#": MQTT would misread #, which stands for all the levels of a topic that follow. c would do',
        'home.yaml:9:3: a device cannot be called "d/e": MQTT would misread /, which parts the levels of a topic. d_e would do',
      ],
    ],
    [
      'an id that the topics have already',
      (text) => text.replace('sensor:', 'clock:'),
      ['home.yaml:6:3: a device cannot be called clock: millet/clock is a topic with a meaning of its own'],
    ],
    [
      'an unknown key of a device',
      (text) => text.replace('room: hall', 'rom: hall'),
      [
        'home.yaml:5:36: hall_light has no key "rom"; it takes model, room, name, link, latency, initial or simulated. Did you mean room?',
      ],
    ],
    [
      'a device that is no object',
      (text) => text.replace(/sensor: .*/, 'sensor: motion-sensor'),
      [
        'home.yaml:6:11: sensor is an object with the keys model, room, name, link, latency, initial or simulated, got "motion-sensor"',
      ],
    ],
    [
      'a list of devices',
      (text) => text.replace(/devices:[\s\S]*/, 'devices: [lamp]\n'),
      ['home.yaml:4:10: devices takes names with values, got a list'],
    ],
    [
      'wrong types and values',
      (text) =>
        text
          .replace('latitude: 31.23', 'latitude: 131')
          .replace('Asia/Shanghai', 'Asia/Shangai')
          .replace('model: smart-bulb', 'model: 5, link: wiffi, latency: 5'),
      [
        'home.yaml:2:23: latitude takes a number from -90 to 90, got 131',
        'home.yaml:2:57: no time zone is called "Asia/Shangai"; zones look like Europe/Berlin. Did you mean Asia/Shanghai?',
        'home.yaml:5:24: model takes a text, got 5',
        'home.yaml:5:33: link takes wifi, bluetooth, zigbee or ble_mesh, got "wiffi". Did you mean wifi?',
        'home.yaml:5:49: latency takes a duration such as 90s, 5m, 1h30m or 250ms, got 5',
      ],
    ],
    [
      'missing keys',
      () => 'rooms: [hall]\n',
      [
        'home.yaml:1:1: a home needs name: what the home is called',
        'home.yaml:1:1: a home needs location: the latitude, longitude and timezone of where it stands',
        'home.yaml:1:1: a home needs devices: the devices, each under its id',
      ],
    ],
    [
      'mistakes in what residents do',
      (text) =>
        `${text}residents:\n  lin:\n    day:\n      - { at: "7:00", room: hall }\n      - { room: hall, asleep: "true" }\n      - { at: "08:00", room: away, dasy: [mon] }\n      - { at: "09:00", room: garage }\n`,
      [
        'home.yaml:10:15: at takes a time of day from 00:00 to 23:59:59, such as 07:00 or 07:00:30, got "7:00"',
        'home.yaml:11:9: an entry of day needs at: when, in local time',
        'home.yaml:11:31: asleep takes true or false, got "true"; leave out the quotes',
        'home.yaml:12:36: an entry of day has no key "dasy"; it takes at, room, days, vary, chance, doing, asleep, uses, takes or way. Did you mean days?',
      ],
    ],
    [
      'an unknown model',
      (text) => text.replace('smart-bulb', 'smart_bulb'),
      ['home.yaml:5:24: there is no model smart_bulb. Did you mean smart-bulb?'],
    ],
    [
      'a device without a model',
      (text) => text.replace('model: smart-bulb, ', ''),
      [
        'home.yaml:5:3: hall_light needs a model, one of the 19 in devices/, such as air-conditioner. A real device says simulated: false instead',
      ],
    ],
    ['an empty file', () => '', ['home.yaml:1:1: the file is empty']],
  ])('finds %s', async (_title, change, expected) => {
    expect(await homeWith(change)).toEqual(expected);
  });

  it('finds files whose names cannot be those of scenes', async () => {
    const rule = 'it begins with a small letter and goes on with at most 63 of a-z, 0-9, _ and -';
    expect(
      await problemsOf({
        'home.yaml': homeYaml,
        'scenes/Good night.yaml': sceneYaml('x'),
        'scenes/a+b.yaml': sceneYaml('x'),
        'scenes/1.json': sceneYaml('x'),
      }),
    ).toEqual([
      `scenes/1.json:1:1: a scene cannot be called 1: ${rule}; rename the file`,
      `scenes/Good night.yaml:1:1: a scene cannot be called "Good night": ${rule}. good_night would do; rename the file`,
      'scenes/a+b.yaml:1:1: a scene cannot be called "a+b": MQTT would misread +, which stands for any one level of a topic. a_b would do; rename the file',
    ]);
  });

  it('finds two files with one id, and uses neither', async () => {
    const dir = directoryWith({
      'home.yaml': homeYaml,
      'scenes/x.yaml': sceneYaml('x'),
      'scenes/x.json': sceneYaml('x'),
      'scenes/y.yaml': 'trigger: { type: manual }\nactions: [{ run: x }]\n',
    });
    const { scenes, problems } = await loadHome(dir);
    expect([...scenes.keys()]).toEqual(['y']);
    expect(problems.map(formatProblem)).toEqual([
      `${dir}/scenes/x.json:1:1: ${dir}/scenes/x.yaml is the scene x, too; neither is used until one is renamed`,
      `${dir}/scenes/x.yaml:1:1: ${dir}/scenes/x.json is the scene x, too; neither is used until one is renamed`,
    ]);
  });

  it('finds bytes that are no text, and leaves alone what is no file', async () => {
    const dir = directoryWith({
      'home.yaml': homeYaml,
      'scenes/x.yaml': Uint8Array.of(0x61, 0x3a, 0x20, 0xff),
    });
    mkdirSync(join(dir, 'scenes/folder.yaml'));
    symlinkSync(join(dir, 'nowhere'), join(dir, 'scenes/link.yaml'));
    expect(
      (await loadHome(dir)).problems.map(({ line, column, message }) => [line, column, message]),
    ).toEqual([[1, 4, 'this is not UTF-8; save the file as UTF-8']]);
  });

  it('shows paths as they were given', async () => {
    const dir = directoryWith({ 'home.yaml': '5' });
    const { problems } = await loadHome(`${relative(process.cwd(), dir)}/`);
    expect(problems[0]!.file).toBe(join(relative(process.cwd(), dir), 'home.yaml'));
  });

  const aHome = 'A home is a directory with a home.yaml; --home DIR names one.';
  it.each<[string, Record<string, string>, string, string, string]>([
    ['that does not exist', {}, 'nowhere', 'There is no directory DIR/nowhere.', aHome],
    ['that is a file', { a: '' }, 'a', 'DIR/a is a file; a home is a directory.', aHome],
    [
      'that is its home.yaml',
      { 'home.yaml': homeYaml },
      'home.yaml',
      'DIR/home.yaml is a file; a home is a directory.',
      'Name its directory: --home DIR',
    ],
    ['without a home.yaml', { 'a/b': '' }, 'a', 'DIR/a is not a home: there is no home.yaml in it.', aHome],
    [
      'that is the scenes/ of one',
      { 'home.yaml': homeYaml, 'scenes/x.yaml': '' },
      'scenes',
      'DIR/scenes is not a home: there is no home.yaml in it.',
      'The directory above it is a home: --home DIR',
    ],
    [
      'with a home.yml',
      { 'a/home.yml': homeYaml },
      'a',
      'DIR/a is not a home: there is no home.yaml in it.',
      'Rename home.yml to home.yaml; JSON may stand in it, too.',
    ],
    [
      'with a directory called home.yaml',
      { 'a/home.yaml/b': '' },
      'a',
      'DIR/a is not a home: there is no home.yaml in it.',
      aHome,
    ],
  ])('refuses a directory %s', async (_title, files, name, message, hint) => {
    const dir = directoryWith(files);
    const error = await loadHome(join(dir, name)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MilletError);
    const { message: said, hint: advice } = error as MilletError;
    expect([said.replaceAll(dir, 'DIR'), advice?.replaceAll(dir, 'DIR')]).toEqual([message, hint]);
  });

  it('says that scenes/ cannot be read, where it is there and no directory', async () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, scenes: 'trigger: { type: manual }' });
    await expect(loadHome(dir)).rejects.toThrow(`${dir}/scenes cannot be read: ENOTDIR: not a directory.`);
  });
});
