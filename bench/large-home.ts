import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many devices and scenes each flat has. */
const devicesPerFlat = 6;
const scenesPerFlat = 20;

/**
 * Writes a home with many flats that have nothing to do with each other, and returns its directory: 50 flats are 300
 * devices and 1,000 scenes, none of them with a finding.
 */
export function writeLargeHome(flats: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'millet-large-'));
  mkdirSync(join(dir, 'scenes'));
  const numbers = Array.from({ length: flats }, (_, index) => index);
  const rooms = numbers.map((flat) => `flat_${flat}`);
  const devices = numbers.flatMap(devicesOf);
  writeFileSync(
    join(dir, 'home.yaml'),
    `name: Large home
location: { latitude: 31.23, longitude: 121.47, timezone: Asia/Shanghai }
rooms: [${rooms.join(', ')}]
devices:
${devices.map((device) => `  ${device}`).join('\n')}
`,
  );
  for (const flat of numbers) {
    for (const [index, scene] of scenesOf(flat).entries()) {
      writeFileSync(join(dir, 'scenes', `flat-${flat}-${index}.yaml`), scene);
    }
  }
  return dir;
}

function devicesOf(flat: number): string[] {
  const models = {
    light: 'smart-bulb',
    motion: 'motion-sensor',
    air: 'air-purifier',
    curtain: 'curtain',
    switch: 'wireless-switch',
    plug: 'smart-plug',
  };
  const lines = Object.entries(models).map(
    ([name, model]) => `${name}_${flat}: { model: ${model}, room: flat_${flat} }`,
  );
  if (lines.length !== devicesPerFlat) throw new Error('the number of devices of a flat has changed');
  return lines;
}

/** Scenes as people have them, each flat at times and with values of its own. */
function scenesOf(flat: number): string[] {
  const scenes: string[] = [];
  const add = (trigger: string, actions: readonly string[], conditions: readonly string[] = []): void => {
    const list = (key: string, lines: readonly string[]): string =>
      lines.length === 0 ? '' : `${key}:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
    scenes.push(
      `name: Scene ${scenes.length} of flat ${flat}\ntrigger: ${trigger}\n${list('conditions', conditions)}${list('actions', actions)}`,
    );
  };
  const clock = (hour: number): string =>
    `{ type: time, value: "${String(hour).padStart(2, '0')}:${String(flat % 60).padStart(2, '0')}" }`;
  const light = `device: light_${flat}`;
  for (const [index, kind] of ['single', 'double', 'long'].entries()) {
    add(`{ type: event, device: switch_${flat}, event: click, where: { kind: ${kind} } }`, [
      `{ ${light}, set: { power: "${index === 1 ? 'off' : 'on'}", brightness: ${20 + index * 10 + (flat % 10)} } }`,
    ]);
  }
  for (let hour = 6; hour < 18; hour += 2) {
    add(clock(hour), [`{ device: curtain_${flat}, method: open, params: { percent: ${hour * 5} } }`]);
  }
  for (let hour = 7; hour < 19; hour += 3) {
    const on = hour % 2 === 0 ? 'on' : 'off';
    add(
      clock(hour),
      [`{ device: plug_${flat}, set: { power: "${on}" } }`, '{ notify: "It is time" }'],
      [`{ device: motion_${flat}, prop: detected, value: true, for: 5m }`],
    );
  }
  const air = `{ type: property, device: air_${flat}, prop: pm2_5`;
  add(`${air}, above: ${70 + (flat % 20)}, hysteresis: 20, for: 5m }`, [
    `{ device: air_${flat}, set: { power: "on", mode: favorite, level: 14 } }`,
  ]);
  add(`${air}, below: 30, for: 5m }`, [`{ device: air_${flat}, set: { power: "off", mode: auto } }`]);
  const motion = `{ type: event, device: motion_${flat}, event: motion }`;
  add(
    motion,
    [`{ ${light}, set: { power: "on" } }`, '{ delay: 3m }', `{ ${light}, set: { power: "off" } }`],
    ['{ type: time, after: "22:00", before: "06:00" }'],
  );
  for (let hour = 19; hour < 23; hour++) {
    add(
      clock(hour),
      [`{ ${light}, method: fade, params: { brightness: ${hour * 4}, duration: 5 } }`],
      [`{ ${light}, prop: power, value: "on" }`],
    );
  }
  if (scenes.length !== scenesPerFlat) throw new Error(`a flat has ${scenes.length} scenes`);
  return scenes;
}
