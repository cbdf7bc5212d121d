import type { HomeContext } from '../device/context.ts';
import type { Cause, ReadReport, StepReport } from '../journal.ts';
import type { OpenStep, StepBegins } from './wish.ts';

/** A step that has begun; its report is filled in when it ends. */
interface Begun extends OpenStep {
  readonly report: { -readonly [Key in keyof StepReport]: StepReport[Key] };
  /** What was read for what it sends. */
  readonly sent: readonly ReadReport[] | undefined;
  readonly cause: Cause;
}

/** The steps of one run, as they go to the journal and into the run's report. */
export class StepLog {
  /** Every step that has begun, in that order; all strands of a run share them. */
  readonly reports: StepReport[];
  /** What led to whatever the run does next. */
  latest: Cause;
  /** The steps that have begun and not ended, outermost first. */
  readonly #open: Begun[] = [];
  readonly #home: HomeContext;
  readonly #scene: string;
  readonly #run: number;
  readonly #begun: Cause;

  /** @param begun the run's own line in the journal */
  constructor(home: HomeContext, scene: string, run: number, begun: Cause, reports: StepReport[] = []) {
    this.#home = home;
    this.#scene = scene;
    this.#run = run;
    this.#begun = begun;
    this.latest = begun;
    this.reports = reports;
  }

  /** The line of the step that is being done. */
  get current(): Cause {
    return this.#open.at(-1)?.cause ?? this.latest;
  }

  /** The log of a branch that begins in the step that is being done. */
  fork(): StepLog {
    const log = new StepLog(this.#home, this.#scene, this.#run, this.#begun, this.reports);
    log.latest = this.current;
    return log;
  }

  /** Leaves steps whose place begins like this out of the reports. */
  leaveOut(place: string): void {
    const { reports } = this;
    let kept = 0;
    for (const report of reports) {
      if (report.step.startsWith(place)) continue;
      reports[kept] = report;
      kept++;
    }
    reports.length = kept;
  }

  begin(step: string, { does, read, notify }: StepBegins): OpenStep {
    const from = read === undefined ? {} : { read };
    const cause = this.#append({ step, does, ...(notify === undefined ? {} : { notify }), ...from });
    const begun: Begun = { step, report: { step, does, result: 'cancelled', ...from }, sent: read, cause };
    this.#open.push(begun);
    this.reports.push(begun.report);
    return begun;
  }

  /** What the step that is being done has looked at, the last time it did. */
  note(read: readonly ReadReport[]): void {
    const open = this.#open.at(-1);
    if (open && read.length > 0) open.report.read = read;
  }

  /** Ends a step. One that was interrupted takes the steps within it along. */
  end(open: OpenStep, result: 'ok' | 'failed', message: string | undefined): void {
    for (let inner = this.#open.pop(); inner; inner = this.#open.pop()) {
      const isLast = inner === open;
      this.#close(inner, isLast ? result : 'cancelled', message);
      if (isLast) return;
    }
  }

  /** Ends whatever has not ended. */
  cutShort(why: string): void {
    for (let inner = this.#open.pop(); inner; inner = this.#open.pop()) this.#close(inner, 'cancelled', why);
  }

  #close({ report, sent }: Begun, result: StepReport['result'], message: string | undefined): void {
    report.result = result;
    if (message !== undefined) report.message = message;
    // What a step has sent, the line of its beginning tells.
    const { read, ...told } = report;
    this.#append(read === undefined || sent === read ? told : report);
  }

  #append(fields: { step: string; does: string; notify?: string } & Partial<StepReport>): Cause {
    const { journal, clock } = this.#home;
    const line = { scene: this.#scene, run: this.#run, ...fields };
    // The steps of one run are one link in a chain of runs, also those that follow a run of another scene.
    this.latest = journal.append(clock.now, 'step', this.latest, line, this.#begun.trail);
    return this.latest;
  }
}
