import { computed } from '@preact/signals';
import type { RunSummary } from '../../web/api.ts';
import { clock } from '../live/clock.ts';
import { scenes } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { ask } from './asked.ts';

/** How long a run is news, in milliseconds of the home's time. */
const newsMs = 30 * 60_000;

const last = computed(
  () =>
    scenes.value
      .flatMap(({ id, last: run }) => (run ? [{ scene: id, ...run }] : []))
      .sort((a, b) => b.time - a.time || b.run - a.run)[0],
);

/** The scene that ran, or was refused, last; `undefined` where that is long ago. */
export const lastRun = computed(() => {
  const { value: run } = last;
  return run && (clock.value?.time ?? 0) - run.time <= newsMs ? run : undefined;
});

/** A run is asked about at the time when it began; where that cannot be told, when it ended will do. */
export async function askAboutLast(scene: string, ended: number): Promise<void> {
  const runs = await getJson<RunSummary[]>('runs', { scene, limit: 1 }).catch(() => []);
  ask({ about: 'scene', scene, at: runs[0]?.began ?? ended });
}
