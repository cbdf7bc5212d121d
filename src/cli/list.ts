import { describeTrigger } from '../core/scene/words.ts';
import { openHome } from './open-home.ts';
import { createPaint } from './paint.ts';
import { table } from './table.ts';

export interface ListOptions {
  readonly home: string;
  readonly json?: boolean;
}

/** `devices`: what stands in the home. */
export async function devices(options: ListOptions): Promise<number> {
  const { home } = await openHome(options.home);
  const rows = Object.entries(home.devices).map(([id, device]) => ({
    id,
    model: device.model ?? '',
    room: device.room ?? '',
    link: device.link ?? 'wifi',
    name: device.name ?? id,
    simulated: device.simulated !== false,
  }));
  if (options.json) console.log(JSON.stringify(rows));
  else
    printTable(
      ['device', 'model', 'room', 'link'],
      rows.map(({ id, model, room, link }) => [id, model, room, link]),
    );
  return 0;
}

/** `scenes`: what the home does by itself. */
export async function scenes(options: ListOptions): Promise<number> {
  const { scenes: loaded } = await openHome(options.home);
  const rows = [...loaded].map(([id, scene]) => {
    const triggers = Array.isArray(scene.trigger) ? scene.trigger : [scene.trigger];
    return {
      id,
      name: scene.name ?? id,
      triggers: triggers.map(describeTrigger),
      actions: scene.actions.length,
    };
  });
  if (options.json) {
    console.log(JSON.stringify(rows));
    return 0;
  }
  printTable(
    ['scene', 'name', 'runs on'],
    rows.map(({ id, name, triggers }) => [id, name, triggers.join(' or ')]),
  );
  return 0;
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const line of table(createPaint(process.stdout), head, rows)) console.log(line);
}
