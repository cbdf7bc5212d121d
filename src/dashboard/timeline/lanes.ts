import { computed, effect, signal } from '@preact/signals';
import type { DeviceCard, SceneFile } from '../../web/api.ts';
import { clock } from '../live/clock.ts';
import { deviceCard, home, scenes } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { chosen } from '../live/selection.ts';
import { lastRun } from '../why/last-run.ts';

/** As many as can be told apart at a glance. */
const mostLanes = 5;

/** The scene that the page is about: the chosen one; else of the last and the next, the one that is nearer. */
const focusScene = computed(() => chosen.value.scene ?? nearerScene() ?? scenes.value[0]?.id);
/** What that scene looks at and changes: `device.prop`, or a device. */
const sceneParts = signal<readonly string[]>([]);

/** The properties with a lane of their own: those of the chosen device, or of the scene. */
export const laneProps = computed<readonly string[]>(() => {
  const { device } = chosen.value;
  const card = device === undefined ? undefined : deviceCard(device);
  if (card) return propsOf(card).slice(0, mostLanes + 2);
  if (!home.value) return [];
  return [...new Set(sceneParts.value.flatMap(expand))].slice(0, mostLanes);
});

/** What has just run is looked at for as long as the next is farther away than that is ago. */
function nearerScene(): string | undefined {
  const last = lastRun.value;
  const next = clock.value?.next[0];
  if (!last || !next) return (last ?? next)?.scene;
  const now = clock.value!.time;
  return next.time - now < now - last.time ? next.scene : last.scene;
}

/** Keeps the parts of the scene in focus. */
export function followFocus(): void {
  effect(() => {
    const scene = focusScene.value;
    // Saved anew, it may speak of others.
    const summary = scenes.value.find(({ id }) => id === scene);
    if (scene === undefined || !summary) return;
    getJson<SceneFile>(`scenes/${scene}`).then(
      ({ definition }) => {
        if (focusScene.peek() === scene) sceneParts.value = [...new Set(partsOf(definition))];
      },
      () => undefined,
    );
  });
}

/** Every device and property that a scene's definition names, in its order. */
export function partsOf(definition: unknown): string[] {
  if (Array.isArray(definition)) return definition.flatMap(partsOf);
  if (typeof definition !== 'object' || definition === null) return [];
  const { device, prop, set } = definition as { device?: unknown; prop?: unknown; set?: unknown };
  const own =
    typeof device !== 'string'
      ? []
      : typeof prop === 'string'
        ? [`${device}.${prop}`]
        : typeof set === 'object' && set !== null
          ? Object.keys(set).map((name) => `${device}.${name}`)
          : [device];
  return [...own, ...Object.values(definition).flatMap(partsOf)];
}

/** The most telling properties of a device first; texts have no lane. */
function propsOf({ id, properties }: DeviceCard): string[] {
  return Object.entries(properties)
    .filter(([name, { type }]) => type !== 'string' && name !== 'battery')
    .map(([name]) => `${id}.${name}`);
}

function expand(part: string): string[] {
  const [id, prop] = part.split('.');
  const card = deviceCard(id!);
  if (!card) return [];
  return prop === undefined ? propsOf(card).slice(0, 1) : prop in card.properties ? [part] : [];
}
