import type { PropertySpec } from '../core/device/model.ts';
import type { Value } from '../core/device/value.ts';
import type { JournalEntry } from '../core/journal.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import { planTest, type TestedHome } from '../testing/index.ts';
import { type Candidate, type Givens, inOrder, type TimedDeed, testOf } from './candidate.ts';

const noRules = { never: [], always: [] };

/** The same from `start` on, told how everything stood then. */
export function beginningAt(candidate: Candidate, start: number, tested: TestedHome): Candidate {
  const given: Record<string, Record<string, Value>> = {};
  const { simulation } = simulated(candidate, start, tested);
  for (const [id, { store, model }] of simulation.devices) {
    const initial = tested.home.devices[id]?.initial ?? {};
    for (const [name, spec] of Object.entries(model.properties)) {
      const value = store.get(name);
      if (isGiven(spec) && value !== (initial[name] ?? spec.initial))
        given[id] = { ...given[id], [name]: value };
    }
  }
  return {
    ...candidate,
    from: start,
    given: given satisfies Givens,
    deeds: candidate.deeds.filter(({ at }) => at > start),
  };
}

/** The same without people: what devices felt or were set to because of them is done instead. */
export function withoutPeople(candidate: Candidate, tested: TestedHome): Candidate {
  const deeds: TimedDeed[] = [...candidate.deeds];
  const entries: JournalEntry[] = [];
  simulated(candidate, candidate.until, tested, (entry) => entries.push(entry));
  for (const entry of entries) {
    if (entry.kind !== 'state' || entry.time <= candidate.from || isAsked(entry, entries)) continue;
    const { device, time: at } = entry;
    const specs = tested.models.get(tested.home.devices[device]?.model ?? '')?.properties ?? {};
    for (const [name, value] of Object.entries(entry.props) as [string, Value][]) {
      const spec = specs[name];
      if (!spec || !isGiven(spec)) continue;
      const deed = spec.reading
        ? { device, stimulate: { [name]: value } }
        : { device, set: { [name]: value } };
      deeds.push({ at, deed });
    }
  }
  return { ...candidate, residents: false, deeds: inOrder(deeds) };
}

function simulated(
  candidate: Candidate,
  until: number,
  tested: TestedHome,
  sink: (entry: JournalEntry) => void = () => {},
): SimulatedHome {
  const { options, inputs } = planTest(testOf(candidate, noRules, tested.home.location.timezone), tested);
  const home = new SimulatedHome({ ...options, sinks: [sink] });
  home.start();
  for (const { at, input } of inputs) if (at <= until) home.input(at, input);
  home.advanceTo(until);
  return home;
}

/** Whether a test can give it or do it. */
function isGiven({ reading, access }: PropertySpec): boolean {
  return reading === true || access.includes('w');
}

/** Whether a request led to it: it will come again. A journal line's `seq` is its index. */
function isAsked(entry: JournalEntry, entries: readonly JournalEntry[]): boolean {
  for (let at = entry.cause; at !== undefined; at = entries[at]!.cause)
    if (entries[at]!.kind === 'request') return true;
  return false;
}
