import type { Value } from '../../core/device/value.ts';
import type { Input, JournalEntry } from '../../core/journal.ts';
import type { Scene } from '../../core/scene/schema.ts';
import { SimulatedHome } from '../../core/simulated-home.ts';
import type { Given } from '../../core/simulation.ts';
import { Topics } from '../../core/topics.ts';
import type { Household } from './facts.ts';

type Values = Readonly<Record<string, Value>>;

/** Something that somebody does to the home, as in the `do` of a scene test. */
export type Deed =
  | { readonly device: string; readonly set: Values }
  | { readonly device: string; readonly stimulate: Values }
  | { readonly device: string; readonly method: string; readonly params: Readonly<Record<string, unknown>> }
  | { readonly scene: string }
  | { readonly topic: string; readonly payload: string };

/** A stretch of a home's time in which something is to be seen. Instants are milliseconds since the epoch. */
export interface Scenario {
  readonly from: number;
  readonly until: number;
  readonly given: Given;
  readonly deeds: readonly { readonly at: number; readonly deed: Deed }[];
}

const MINUTE = 60_000;

/**
 * Plays a scenario in the home, with nobody in it but whoever does the deeds. Returns the journal.
 *
 * @param isEnough asked every minute; when it says so, the rest is left out
 */
export function play(
  { home, models }: Household,
  scenes: ReadonlyMap<string, Scene>,
  { from, until, given, deeds }: Scenario,
  isEnough?: (journal: readonly JournalEntry[]) => boolean,
): JournalEntry[] {
  const journal: JournalEntry[] = [];
  const simulated = new SimulatedHome({
    home,
    models,
    scenes,
    start: from,
    seed: 1,
    given,
    residents: false,
    sinks: [(entry) => journal.push(entry)],
  });
  simulated.start();
  for (const [index, { at, deed }] of deeds.entries()) simulated.input(at, inputOf(deed, index));
  if (isEnough) {
    let now = Math.max(from, ...deeds.map(({ at }) => at));
    for (; now < until && !isEnough(journal); now += MINUTE) simulated.advanceTo(now);
    if (now < until) return journal;
  }
  simulated.advanceTo(until);
  return journal;
}

const topics = new Topics('millet');

function inputOf(deed: Deed, id: number): Input {
  if ('scene' in deed) return message(topics.run(deed.scene), '');
  if ('topic' in deed) return message(deed.topic, deed.payload);
  const request = (method: string, params: unknown): Input =>
    message(topics.rpc(deed.device), JSON.stringify({ id, method, params }));
  if ('set' in deed) return request('set_prop', deed.set);
  if ('stimulate' in deed) return request('stimulate', deed.stimulate);
  return request(deed.method, deed.params);
}

function message(topic: string, payload: string): Input {
  return { type: 'message', topic, payload };
}
