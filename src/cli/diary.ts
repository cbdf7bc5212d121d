import type { JournalEntry } from '../core/journal.ts';
import { requestIdPrefix } from '../core/scene/caller.ts';
import { Block, type BlockLine } from './block.ts';
import { isDrift, showChanges } from './changes.ts';
import { Page } from './page.ts';
import type { Paint } from './paint.ts';
import {
  deviceRefuses,
  isTrouble,
  isWait,
  runBegin,
  runEnd,
  sceneInput,
  stepDepth,
  stepEnd,
  strangerAsks,
} from './wording.ts';

type Entry<Kind extends JournalEntry['kind']> = Extract<JournalEntry, { kind: Kind }>;

/** What follows later than this after the newest line of a block begins a new one. */
const freshMs = 60_000;
/** No block goes on for longer, however much still follows. */
const longestMs = 600_000;
/** What comes of a command so soon is told on its line. */
const atOnceMs = 1000;

/** Where a journal line stands in what is told. */
interface Place {
  readonly block: Block;
  readonly indent: number;
  /** The line on which its effects are told. */
  readonly line?: BlockLine;
  /** What was asked for: that it came about needs no words. */
  readonly asked?: Readonly<Record<string, unknown>>;
}

interface Begun extends Place {
  readonly time: number;
}

/**
 * Tells a journal as a person would: under each thing that happened what came of it, readings that drift folded into
 * the quiet between, and a heading for each day. Give it every line in order; each returns the lines of text that are
 * finished by then, and `end` the rest.
 */
export class Diary {
  readonly #paint: Paint;
  readonly #page: Page;
  readonly #isReading: (device: string, prop: string) => boolean;
  #start: number | undefined;
  /** In the order in which they began. */
  #open: Block[] = [];
  readonly #places = new Map<number, Place>();
  readonly #runs = new Map<number, Begun>();
  readonly #steps = new Map<string, Begun>();
  readonly #inputs = new Set<number>();

  /**
   * @param from the first instant that is told of
   * @param isReading whether the world decides a property, not its device
   */
  constructor(
    paint: Paint,
    timezone: string,
    from: number,
    isReading: (device: string, prop: string) => boolean,
  ) {
    this.#paint = paint;
    this.#page = new Page(paint, timezone, from);
    this.#isReading = isReading;
  }

  tell(entry: JournalEntry): string[] {
    const lines = this.#close((block) => !isFresh(block, entry.time));
    this.#take(entry);
    return lines;
  }

  /** What is still open, and how quiet it was until `instant`. */
  end(instant: number): string[] {
    return [...this.#close(() => true), ...this.#page.quiet(instant)];
  }

  #take(entry: JournalEntry): void {
    switch (entry.kind) {
      case 'start':
        this.#start = entry.time;
        return;
      case 'clock':
        return;
      case 'input':
        this.#input(entry);
        return;
      case 'request':
        this.#request(entry);
        return;
      case 'reply':
        this.#reply(entry);
        return;
      case 'state':
        this.#state(entry);
        return;
      case 'event':
        this.#device(entry, [`event ${entry.event}`]);
        return;
      case 'availability':
        // Nothing led to it: the home starts.
        if (entry.cause !== undefined) this.#device(entry, [this.#availability(entry.value)]);
        return;
      case 'trigger':
        if (!entry.fired) this.#root(entry, this.#paint.dim(`· ${entry.scene}: ${entry.reason}`));
        else this.#follow(entry);
        return;
      case 'run':
        this.#run(entry);
        return;
      case 'step':
        if (entry.result === undefined) this.#stepBegins(entry);
        else this.#stepEnds(entry);
        return;
      case 'run_end':
        this.#runEnds(entry);
        return;
      case 'world':
        this.#root(entry, isTrouble(entry) ? `${this.#paint.blocked('!')} ${entry.what}` : entry.what);
        return;
    }
  }

  #input(entry: Entry<'input'>): void {
    const text = sceneInput(this.#paint, entry);
    if (text === undefined) this.#inputs.add(entry.seq);
    else this.#root(entry, text);
  }

  #request(entry: Entry<'request'>): void {
    const asked = (entry.params ?? {}) as Readonly<Record<string, unknown>>;
    if (entry.cause !== undefined && this.#inputs.delete(entry.cause)) {
      if (entry.method === 'get_prop') return;
      const { block, line, indent } = this.#root(entry, strangerAsks(this.#paint, entry));
      this.#put(entry.seq, { block, line, indent, asked });
      return;
    }
    const place = this.#placeOf(entry);
    if (!place) return;
    place.block.asks(entry.device);
    this.#put(entry.seq, { ...place, asked });
  }

  #reply(entry: Entry<'reply'>): void {
    const place = this.#placeOf(entry);
    if (!place) return;
    // A step that was refused says so itself, at its end.
    const bySomebody = typeof entry.id !== 'string' || !entry.id.startsWith(requestIdPrefix);
    if (entry.error && bySomebody)
      place.block.add(entry.time, place.indent + 1, deviceRefuses(this.#paint, entry));
    this.#put(entry.seq, place);
  }

  #state(entry: Entry<'state'>): void {
    if (entry.time === this.#start) return;
    const place = this.#placeOf(entry);
    const { device, time } = entry;
    if (!place) {
      const readings = entry.cause === undefined && this.#onlyReadings(entry);
      if (readings || isDrift(entry.props)) this.#page.reading(time);
      else this.#device(entry, showChanges(entry.props));
      return;
    }
    this.#put(entry.seq, place);
    const { block, indent, line, asked = {} } = place;
    const props = withoutAsked(entry.props, asked);
    if (Object.keys(props).length === 0) return;
    if (!line || time - line.time > atOnceMs) block.change(time, Math.min(indent + 1, 1), device, props);
    else if (!isDrift(props)) line.effects.push(...showChanges(props));
  }

  #onlyReadings({ device, props }: Entry<'state'>): boolean {
    return Object.keys(props).every((prop) => this.#isReading(device, prop));
  }

  /** Something that a device says, below what led to it. */
  #device(entry: Entry<'event' | 'availability' | 'state'>, words: readonly string[]): void {
    const place = this.#placeOf(entry);
    const block = place?.block ?? this.#atOnce(entry) ?? this.#begin(entry.time, entry.device);
    const indent = place || block.by === 'person' ? 1 : 0;
    block.tell(entry.time, indent, entry.device, words);
    this.#put(entry.seq, { block, indent: 0 });
  }

  /** What nothing led to, but happens in the instant in which its device, or a person, does something. */
  #atOnce({ time, device }: Entry<'event' | 'availability' | 'state'>): Block | undefined {
    const newest = this.#open.at(-1);
    const belongs = newest?.begun === time && (newest.by === 'person' || newest.by === device);
    return belongs ? newest : undefined;
  }

  #availability(value: 'online' | 'offline'): string {
    return value === 'online' ? 'is online' : this.#paint.blocked('is offline');
  }

  #run(entry: Entry<'run'>): void {
    const { block, line, indent } = this.#root(entry, runBegin(this.#paint, entry));
    this.#runs.set(entry.run, { block, line, indent, time: entry.time });
    this.#put(entry.seq, { block, indent });
  }

  #runEnds(entry: Entry<'run_end'>): void {
    const begun = this.#runs.get(entry.run);
    const text = runEnd(this.#paint, entry, entry.time - (begun?.time ?? entry.time));
    const atOnce = entry.outcome === 'refused' || entry.outcome === 'skipped';
    if (atOnce && begun?.line && this.#isOpen(begun.block, entry.time)) {
      begun.line.text = text;
      this.#put(entry.seq, begun);
    } else {
      const place = this.#goOn(entry);
      place.block.add(entry.time, place.indent, text);
      this.#put(entry.seq, place);
    }
    this.#runs.delete(entry.run);
  }

  #stepBegins(entry: Entry<'step'>): void {
    const { block, indent: base } = this.#goOn(entry);
    const indent = base + 1 + stepDepth(entry.step);
    const { bold, dim } = this.#paint;
    const text = entry.notify === undefined ? dim(`… ${entry.does}`) : `${bold('✉')} ${bold(entry.notify)}`;
    const line = block.add(entry.time, indent, text);
    this.#steps.set(`${entry.run}.${entry.step}`, { block, line, indent, time: entry.time });
    this.#put(entry.seq, { block, indent, ...(entry.notify === undefined ? { line } : {}) });
  }

  #stepEnds(entry: Entry<'step'>): void {
    const key = `${entry.run}.${entry.step}`;
    const begun = this.#steps.get(key);
    this.#steps.delete(key);
    const ok = entry.result === 'ok';
    const waited = isWait(entry) || entry.does?.startsWith('notify ');
    // Of a scene that it ran, the lines below say how that went.
    const said = ok && entry.does?.startsWith('run ') ? { ...entry, message: undefined } : entry;
    const text = stepEnd(this.#paint, said, 0);
    if (begun?.line && this.#isOpen(begun.block, entry.time)) {
      if (!ok || !waited) begun.line.text = text;
      this.#put(entry.seq, begun);
    } else if (!ok) {
      const { block, indent } = this.#goOn(entry);
      block.add(entry.time, indent + 1 + stepDepth(entry.step), text);
    }
  }

  /** Where a run is told of: where it began, or, after a while, a block of its own. */
  #goOn(entry: Entry<'step' | 'run_end'>): Begun {
    const begun = this.#runs.get(entry.run);
    if (begun && this.#isOpen(begun.block, entry.time)) return begun;
    const block = this.#begin(entry.time);
    if (entry.kind === 'step')
      block.add(entry.time, 0, `${this.#paint.good('▶')} ${this.#paint.bold(entry.scene)} goes on`);
    const place = { block, indent: 0, time: begun?.time ?? entry.time };
    this.#runs.set(entry.run, place);
    return place;
  }

  /** A line below what led to it; or the first of a new block, when nothing fresh did. */
  #root(entry: JournalEntry, text: string): Required<Pick<Place, 'block' | 'indent' | 'line'>> {
    const above = this.#placeOf(entry);
    const block = above?.block ?? this.#begin(entry.time, isMove(entry) ? 'person' : undefined);
    const indent = above ? above.indent + 1 : 0;
    const line = block.add(entry.time, indent, text);
    this.#put(entry.seq, { block, indent });
    return { block, indent, line };
  }

  /** A journal line that is not told itself: what follows from it follows from what led to it. */
  #follow(entry: JournalEntry): void {
    const place = this.#placeOf(entry);
    if (place) this.#put(entry.seq, place);
  }

  #placeOf({ cause, time }: JournalEntry): Place | undefined {
    const place = cause === undefined ? undefined : this.#places.get(cause);
    return place && this.#isOpen(place.block, time) ? place : undefined;
  }

  #put(seq: number, place: Place): void {
    this.#places.set(seq, place);
    place.block.seqs.push(seq);
  }

  #begin(time: number, by?: string): Block {
    const block = new Block(time, by);
    this.#open.push(block);
    return block;
  }

  #isOpen(block: Block, now: number): boolean {
    return isFresh(block, now) && this.#open.includes(block);
  }

  /** Blocks are told in the order in which they began: one that is still open holds up those after it. */
  #close(isOver: (block: Block) => boolean): string[] {
    const lines: string[] = [];
    for (let block = this.#open[0]; block && isOver(block); block = this.#open[0]) {
      this.#open.shift();
      for (const seq of block.seqs) this.#places.delete(seq);
      lines.push(...this.#page.print(block));
    }
    return lines;
  }
}

/** That what was asked for came about needs no words. */
function withoutAsked(props: Readonly<Record<string, unknown>>, asked: Readonly<Record<string, unknown>>) {
  const texts = Object.values(asked).filter((value) => typeof value === 'string');
  return Object.fromEntries(
    Object.entries(props).filter(
      ([name, value]) => asked[name] !== value && !texts.includes(value as string),
    ),
  );
}

function isMove(entry: JournalEntry): boolean {
  return entry.kind === 'world' && typeof entry.person === 'string';
}

function isFresh(block: Block, now: number): boolean {
  return now - block.last <= freshMs && now - block.begun <= longestMs;
}
