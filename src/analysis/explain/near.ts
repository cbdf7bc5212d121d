import { Payload } from '../../core/bus/payload.ts';
import type { JournalEntry } from '../../core/journal.ts';
import { describeComparison, filledIn, matches, plain } from '../../core/scene/comparison.ts';
import { lookupIn } from '../../core/scene/lookup.ts';
import { carries } from '../../core/scene/messages.ts';
import { sayWith } from '../../core/scene/reference.ts';
import type { Comparison, EventTrigger, PropertyTrigger, Trigger } from '../../core/scene/schema.ts';
import { sourcesOf } from '../../core/scene/sources.ts';
import { describeTrigger } from '../../core/scene/words.ts';
import { standingOf } from './finding.ts';
import { type Entry, History } from './history.ts';
import { isMessageOn } from './messages.ts';
import { Rehearsal, type Told } from './rehearsal.ts';
import type { NearMiss } from './types.ts';
import { distanceTo, nearestBound } from './values.ts';

/** How near is near: this share of the bound that was not passed. */
const nearShare = 0.1;

/**
 * The triggers that nearly fired from one instant to another (both included, in milliseconds since the epoch): waits
 * that were broken or go on, thresholds that were approached and not passed, hysteresis that had not been left, events
 * with other data. In the order of time.
 *
 * @param scenes their ids; left out: all
 */
export function nearMisses(
  entries: readonly JournalEntry[],
  scenes: readonly string[] | undefined,
  from: number,
  until: number,
): NearMiss[] {
  return rehearseNear(new History(entries), scenes, from, until).near;
}

/** The same, and what all triggers said on the way. */
export function rehearseNear(
  history: History,
  scenes: readonly string[] | undefined,
  from: number,
  until: number,
): { near: NearMiss[]; told: readonly Told[] } {
  const rehearsal = new Rehearsal(history, scenes);
  const lookout = new Lookout(history, rehearsal, from);
  rehearsal.advanceTo(until, (entry) => lookout.see(entry));
  return { near: lookout.close(), told: rehearsal.told };
}

/** What is known of a numeric trigger that has not matched yet. */
interface Approach {
  /** It has been farther away than what counts as near. */
  far: boolean;
  closest: { distance: number; value: number; wanted: string; entry: JournalEntry } | undefined;
}

interface Subject {
  readonly scene: string;
  readonly trigger: number;
  readonly form: Trigger;
}

/** Watches the triggers while they are rehearsed. */
class Lookout {
  readonly #history: History;
  readonly #rehearsal: Rehearsal;
  readonly #from: number;
  readonly #found: NearMiss[] = [];
  readonly #approaches = new Map<string, Approach & { subject: Subject }>();
  /** Whether the bare comparison matched when last seen, whatever the hysteresis says. */
  readonly #matched = new Map<string, boolean>();
  /** By device; `undefined`: the scenes have changed. */
  #subjects: ReadonlyMap<string, readonly Subject[]> | undefined;
  #told = 0;

  constructor(history: History, rehearsal: Rehearsal, from: number) {
    this.#history = history;
    this.#rehearsal = rehearsal;
    this.#from = from;
  }

  see(entry: JournalEntry): void {
    for (; this.#told < this.#rehearsal.told.length; this.#told++)
      this.#tell(this.#rehearsal.told[this.#told]!);
    if (entry.kind === 'input') {
      this.#message(entry);
      this.#subjects = undefined;
    } else if (entry.kind === 'state') {
      for (const subject of this.#watching(entry.device)) {
        if (subject.form.type === 'property' && changesSourceOf(subject.form, entry))
          this.#property(subject, subject.form, entry);
      }
    } else if (entry.kind === 'event') {
      for (const subject of this.#watching(entry.device)) {
        if (subject.form.type === 'event' && subject.form.event === entry.event)
          this.#event(subject, subject.form, entry);
      }
    }
  }

  /** What is still near at the end is near, too. */
  close(): NearMiss[] {
    for (const approach of this.#approaches.values()) this.#giveUp(approach);
    return this.#found.sort((a, b) => a.seq - b.seq);
  }

  #watching(device: string): readonly Subject[] {
    this.#subjects ??= subjectsOf(this.#rehearsal);
    return this.#subjects.get(device) ?? [];
  }

  #tell({ line, said }: Told): void {
    const form = this.#rehearsal.scenes.get(line.scene)?.triggers[line.trigger];
    if (!form) return;
    const subject = { scene: line.scene, trigger: line.trigger, form };
    // A wait is news only as long as it goes on: fired or broken, there is a line that says so.
    this.#drop('waiting', subject);
    if (line.fired) return;
    const at = this.#at(line);
    const sentence = said?.waits
      ? `${line.scene} began to wait at ${at}: ${line.reason}.`
      : `${line.scene} nearly ran at ${at}: ${line.reason}.`;
    this.#add(said?.waits ? 'waiting' : 'wait broken', subject, line, sentence);
  }

  #property(subject: Subject, form: PropertyTrigger, entry: Entry<'state'>): void {
    const key = `${subject.scene} ${subject.trigger}`;
    const known = this.#rehearsal.view.property(form.device, form.prop);
    const standing = standingOf(this.#rehearsal.scenes.get(subject.scene)?.triggerWatches[subject.trigger]);
    const lookup = lookupIn(this.#rehearsal.view);
    const filled = filledIn(form, lookup);
    if (!known || !filled || !standing || describeComparison(form) === '') return;
    const { value } = known;
    const matched = matches(filled, value);
    const wanted = describeComparison(form, sayWith(lookup));
    const came = matched && this.#matched.get(key) === false;
    this.#matched.set(key, matched);
    if (!matched) {
      // Not armed again, it could not have fired however near it came.
      if (standing.edge.matched === false)
        this.#approach(key, { subject, comparison: filled, wanted }, value, entry);
      return;
    }
    this.#approaches.delete(key);
    if (
      !came ||
      this.#rehearsal.isSaying(subject.scene, subject.trigger) ||
      standing.waitingSince !== undefined ||
      form.changed
    )
      return;
    const name = `${form.device}.${form.prop}`;
    const words = `${name} came to be ${wanted} again (${plain(value)}) at ${this.#at(entry)}`;
    if (form.from !== undefined) {
      const sentence = `${subject.scene} nearly ran: ${words}, but not from ${plain(form.from)}.`;
      this.#add('other value before', subject, entry, sentence);
    } else if (form.hysteresis !== undefined) {
      const sentence = `${subject.scene} did not run once more: ${words}, but it had not moved ${form.hysteresis} away from that (hysteresis) since it last fired.`;
      this.#add('not armed again', subject, entry, sentence);
    }
  }

  #approach(
    key: string,
    { subject, comparison, wanted }: { subject: Subject; comparison: Comparison; wanted: string },
    value: unknown,
    entry: Entry<'state'>,
  ): void {
    const distance = distanceTo(comparison, value);
    const bound = nearestBound(comparison, value);
    if (distance === undefined || bound === undefined) return;
    const approach = this.#approaches.get(key) ?? { far: false, closest: undefined, subject };
    this.#approaches.set(key, approach);
    if (distance > Math.abs(bound) * nearShare) {
      this.#giveUp(approach);
      approach.far = true;
    } else if (approach.far && (approach.closest === undefined || distance < approach.closest.distance)) {
      approach.closest = { distance, value: value as number, wanted, entry };
    }
  }

  #giveUp(approach: Approach & { subject: Subject }): void {
    const { closest, subject } = approach;
    approach.closest = undefined;
    if (!closest || subject.form.type !== 'property') return;
    const { device, prop } = subject.form;
    const { wanted } = closest;
    const away =
      closest.distance === 0 ? `exactly there, but not ${wanted}` : `${closest.distance} away from ${wanted}`;
    const sentence = `${subject.scene} nearly ran: ${device}.${prop} was ${closest.value} at ${this.#at(closest.entry)}, ${away}.`;
    this.#add('threshold', subject, closest.entry, sentence, closest.distance);
  }

  #event(subject: Subject, { where = {} }: EventTrigger, entry: Entry<'event'>): void {
    const other = Object.entries(where).filter(([name, value]) => entry.data[name] !== value);
    if (other.length === 0) return;
    const words = other.map(([name, value]) => {
      return Object.hasOwn(entry.data, name)
        ? `${name} was ${plain(entry.data[name])}, not ${plain(value)}`
        : `it told no ${name}`;
    });
    const sentence = `${subject.scene} nearly ran: ${entry.device} reported ${entry.event} at ${this.#at(entry)}, but ${words.join(', ')}.`;
    this.#add('other data', subject, entry, sentence);
  }

  #message(entry: JournalEntry): void {
    for (const [scene, { triggers }] of this.#rehearsal.scenes) {
      for (const [trigger, form] of triggers.entries()) {
        if (form.type !== 'message' || !isMessageOn(form.topic, entry)) continue;
        const { payload, topic } = entry.input;
        if (carries(Payload.text(payload), form)) continue;
        const sentence = `${scene} nearly ran: a message came on ${topic} at ${this.#at(entry)}, but it was ${plain(payload)}.`;
        this.#add('other data', { scene, trigger, form }, entry, sentence);
      }
    }
  }

  #add(
    kind: NearMiss['kind'],
    { scene, trigger, form }: Subject,
    entry: JournalEntry,
    sentence: string,
    missedBy?: number,
  ): void {
    if (entry.time < this.#from) return;
    this.#found.push({
      scene,
      trigger,
      words: describeTrigger(form),
      kind,
      time: this.#history.iso(entry.time),
      seq: entry.seq,
      sentence,
      ...(missedBy === undefined ? {} : { missedBy }),
    });
  }

  #drop(kind: NearMiss['kind'], { scene, trigger }: Subject): void {
    const index = this.#found.findIndex((miss) => {
      return miss.kind === kind && miss.scene === scene && miss.trigger === trigger;
    });
    if (index >= 0) this.#found.splice(index, 1);
  }

  #at(entry: JournalEntry): string {
    return this.#history.clock(entry.time, entry.time);
  }
}

/** The triggers of all scenes, by the devices that they watch. */
function subjectsOf({ scenes }: Rehearsal): Map<string, Subject[]> {
  const found = new Map<string, Subject[]>();
  for (const [scene, { triggers }] of scenes) {
    for (const [trigger, form] of triggers.entries()) {
      if (!('device' in form)) continue;
      const sources = form.type === 'property' ? sourcesOf(form) : [form];
      for (const device of new Set(sources.map((source) => source.device))) {
        const list = found.get(device);
        if (list) list.push({ scene, trigger, form });
        else found.set(device, [{ scene, trigger, form }]);
      }
    }
  }
  return found;
}

/** Whether a state has something new of a property that decides whether a trigger matches. */
function changesSourceOf(form: PropertyTrigger, { device, props }: Entry<'state'>): boolean {
  return sourcesOf(form).some((source) => source.device === device && Object.hasOwn(props, source.prop));
}
