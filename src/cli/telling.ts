import { formatInstant } from '../core/calendar/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import type { Home } from '../core/home.ts';
import { formatJournalLine, type JournalEntry, type JournalSink } from '../core/journal.ts';
import type { Simulation } from '../core/simulation.ts';
import { JournalFile } from '../files/journal-file.ts';
import { Diary } from './diary.ts';
import { Digest } from './digest.ts';
import { Output } from './output.ts';
import { createPaint } from './paint.ts';
import type { Span } from './span.ts';
import { StateTable } from './state-table.ts';
import { Story } from './story.ts';
import { Summary } from './summary.ts';

/** How a simulated session is told. */
export interface TellingOptions {
  readonly journal?: string;
  readonly json?: boolean;
  /** Every line as `run` prints it, however long it gets. */
  readonly verbose?: boolean;
  /** How everything stands at the end. */
  readonly state?: boolean;
}

/** Whoever turns journal lines into text. */
interface Teller {
  tell(entry: JournalEntry): string[];
  end?(instant: number): string[];
}

/** The longest session that is told thing by thing; a longer one is told a day in a paragraph. */
const longestDiaryMs = 49 * 3_600_000;

/** Where the journal of a simulated session goes: into a file, and to standard output as JSON or told for people. */
export class Telling {
  readonly sinks: readonly JournalSink[];
  readonly #home: Home;
  readonly #models: ReadonlyMap<string, DeviceModel>;
  readonly #options: TellingOptions;
  readonly #span: Span;
  readonly #output = new Output(process.stdout);
  readonly #paint = createPaint(process.stdout);
  readonly #summary = new Summary(this.#paint);
  readonly #state = new StateTable();
  readonly #teller: Teller;
  readonly #file: JournalFile | undefined;

  /** @param span what is told of; a file gets what was before it, too */
  constructor(
    { home, models }: { readonly home: Home; readonly models: ReadonlyMap<string, DeviceModel> },
    span: Span,
    options: TellingOptions,
  ) {
    this.#home = home;
    this.#models = models;
    this.#span = span;
    this.#options = options;
    this.#teller = this.#createTeller();
    const formatTime = (instant: number): string => formatInstant(home.location.timezone, instant);
    this.#file =
      options.journal === undefined
        ? undefined
        : JournalFile.create(options.journal, {
            keep: false,
            formatTime,
            failed: (error) => {
              throw error;
            },
          });
    const tell = options.json
      ? (entry: JournalEntry) => this.#output.line(formatJournalLine(entry, formatTime))
      : (entry: JournalEntry) => this.#print(this.#teller.tell(entry));
    const told = (entry: JournalEntry): void => {
      this.#state.sink(entry);
      if (entry.time < span.from && entry.kind !== 'start') return;
      this.#summary.sink(entry);
      tell(entry);
    };
    this.sinks = this.#file ? [this.#file.sink, told] : [told];
  }

  /** Says something to people that is not in the journal. */
  note(text: string): void {
    if (!this.#options.json) this.#output.line(text);
  }

  /** The rest, once the last line was written: for people how everything stands, and a summary. */
  async end(simulation: Simulation): Promise<void> {
    this.#file?.close();
    const { from, until } = this.#span;
    if (!this.#options.json) {
      this.#print(this.#teller.end?.(until) ?? []);
      this.#print(this.#summary.lines(this.#home, this.#models, until - from));
      if (this.#options.state) this.#print(this.#state.lines(this.#paint, simulation));
    }
    await this.#output.end();
  }

  #createTeller(): Teller {
    const { timezone } = this.#home.location;
    if (this.#options.verbose) return new Story(this.#paint, (instant) => formatInstant(timezone, instant));
    if (this.#span.until - this.#span.from > longestDiaryMs) return new Digest(this.#paint, timezone);
    return new Diary(this.#paint, timezone, this.#span.from, (device, prop) => {
      const model = this.#models.get(this.#home.devices[device]?.model ?? '');
      return model?.properties[prop]?.reading === true;
    });
  }

  #print(lines: readonly string[]): void {
    for (const line of lines) this.#output.line(line);
  }
}
