import { formatDuration } from '../core/calendar/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import type { Home } from '../core/home.ts';
import type { JournalEntry, Outcome } from '../core/journal.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

/** The shortest day has 23 hours. */
const dayMs = 23 * 3_600_000;

/** The order of the columns. */
const outcomes: readonly Outcome[] = [
  'finished',
  'partial',
  'stopped',
  'replaced',
  'failed',
  'skipped',
  'refused',
];

/** What was done with a device: commands that it took, and those it would not. */
interface Use {
  scenes: number;
  outside: number;
  hand: number;
  refused: number;
  events: number;
}

/** Counts a session: runs per scene and outcome, what was done with each device, and what never happened. */
export class Summary {
  readonly #paint: Paint;
  readonly #runs = new Map<string, Map<Outcome, number>>();
  readonly #uses = new Map<string, Use>();
  readonly #scenes = new Set<string>();
  readonly #inputs = new Set<number>();
  /** Commands that were not answered yet, and by whom they are. */
  readonly #asked = new Map<number, 'scenes' | 'outside'>();
  #lines = 0;

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  readonly sink = (entry: JournalEntry): void => {
    this.#lines++;
    switch (entry.kind) {
      case 'start':
        for (const scene of Object.keys(entry.scenes)) this.#scenes.add(scene);
        return;
      case 'input':
        if (entry.input.type === 'message') this.#inputs.add(entry.seq);
        else if (entry.input.definition === null) this.#scenes.delete(entry.input.scene);
        else this.#scenes.add(entry.input.scene);
        return;
      case 'request': {
        const outside = entry.cause !== undefined && this.#inputs.delete(entry.cause);
        if (entry.method === 'get_prop' || entry.method === 'stimulate') return;
        this.#asked.set(entry.seq, outside ? 'outside' : 'scenes');
        return;
      }
      case 'reply': {
        const by = entry.cause === undefined ? undefined : this.#asked.get(entry.cause);
        if (by === undefined) return;
        this.#asked.delete(entry.cause!);
        this.#use(entry.device)[entry.error ? 'refused' : by]++;
        return;
      }
      case 'event':
        this.#use(entry.device).events++;
        return;
      case 'world':
        if (typeof entry.device === 'string' && entry.gesture !== undefined)
          this.#hand(entry.device, entry.refusal !== undefined);
        return;
      case 'run_end':
        this.#count(entry.scene, entry.outcome);
        return;
      case 'state':
      case 'availability':
      case 'trigger':
      case 'run':
      case 'step':
      case 'clock':
        return;
    }
  };

  /**
   * What never happened is news only when there was time for it: a part of a day ends with its runs.
   *
   * @param lengthMs how long the session was, in milliseconds of the home's time
   */
  lines(home: Home, models: ReadonlyMap<string, DeviceModel>, lengthMs: number): string[] {
    const heading = `${home.name}, ${formatDuration(lengthMs)}: ${this.#lines} journal lines.`;
    const whole = lengthMs >= dayMs ? [...this.#deviceTable(), ...this.#never(home, models)] : [];
    return ['', heading, ...this.#sceneTable(), ...whole];
  }

  #sceneTable(): string[] {
    if (this.#runs.size === 0) return ['No scene ran.'];
    const seen = outcomes.filter((outcome) => [...this.#runs.values()].some((counts) => counts.has(outcome)));
    const rows = [...this.#runs].sort(byName).map(([scene, counts]) => {
      return [scene, ...seen.map((outcome) => showCount(counts.get(outcome)))];
    });
    return ['', ...table(this.#paint, ['scene', ...seen], rows)];
  }

  #deviceTable(): string[] {
    const used = [...this.#uses].filter(([, use]) => Object.values(use).some((count) => count > 0));
    if (used.length === 0) return [];
    const rows = used.sort(byName).map(([device, { scenes, outside, hand, refused, events }]) => {
      return [device, ...[scenes, outside, hand, refused, events].map(showCount)];
    });
    return [
      '',
      ...table(this.#paint, ['device', 'by scenes', 'from outside', 'by hand', 'refused', 'events'], rows),
    ];
  }

  #never(home: Home, models: ReadonlyMap<string, DeviceModel>): string[] {
    const asleep = [...this.#scenes].filter((scene) => !this.#runs.has(scene)).sort();
    const kept = [...this.#runs].filter(([, counts]) =>
      [...counts.keys()].every((outcome) => outcome === 'refused'),
    );
    const idle = Object.entries(home.devices).filter(([id, { model }]) => {
      const { scenes = 0, outside = 0, hand = 0 } = this.#uses.get(id) ?? {};
      return isActuator(models.get(model ?? '')) && scenes + outside + hand === 0;
    });
    const lines = [
      ...told('Never fired', asleep),
      ...told(
        'Never got past its conditions',
        kept.sort(byName).map(([scene]) => scene),
      ),
      ...told('Never told to do anything', idle.map(([id]) => id).sort()),
    ];
    return lines.length === 0 ? [] : ['', ...lines];
  }

  /** Somebody does something by hand; that the device would not is told after it. */
  #hand(device: string, refused: boolean): void {
    const use = this.#use(device);
    if (refused) {
      use.hand--;
      use.refused++;
    } else {
      use.hand++;
    }
  }

  #count(scene: string, outcome: Outcome): void {
    const counts = this.#runs.get(scene) ?? new Map<Outcome, number>();
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    this.#runs.set(scene, counts);
  }

  #use(device: string): Use {
    const use = this.#uses.get(device) ?? { scenes: 0, outside: 0, hand: 0, refused: 0, events: 0 };
    this.#uses.set(device, use);
    return use;
  }
}

/** Whether there is anything that it could be told to do. */
function isActuator(model: DeviceModel | undefined): boolean {
  if (!model) return false;
  const writable = Object.values(model.properties).some(
    ({ access, reading }) => !reading && access.includes('w'),
  );
  return writable || Object.keys(model.actions ?? {}).length > 0;
}

function told(label: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${label}: ${names.join(', ')}.`];
}

function showCount(count: number | undefined): string {
  return count === undefined || count === 0 ? '-' : String(count);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
