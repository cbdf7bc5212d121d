import { showOutcome, showTook } from '../analysis/explain/index.ts';
import type { JournalEntry } from '../core/journal.ts';
import { plain } from '../core/scene/comparison.ts';
import type { Paint } from './paint.ts';

/** The words for journal lines that every way of telling a journal shares. */

type Entry<Kind extends JournalEntry['kind']> = Extract<JournalEntry, { kind: Kind }>;

/** How a run ended, with its scene. */
export function runEnd(paint: Paint, entry: Entry<'run_end'>, tookMs: number): string {
  const scene = paint.bold(entry.scene);
  const took = showIfLong(paint, tookMs);
  const how = `${scene} ${showOutcome(entry.outcome, entry.reason)}`;
  switch (entry.outcome) {
    case 'finished':
    case 'stopped':
      return `${paint.good('■')} ${how}${took}`;
    case 'refused':
    case 'skipped':
      return `${paint.blocked('✗')} ${how}`;
    case 'replaced':
      return `${paint.dim('■')} ${how}${took}`;
    case 'partial':
    case 'failed':
      return `${paint.bad('■')} ${how}${took}`;
  }
}

/** That a run begins. */
export function runBegin(paint: Paint, { scene, reason }: Entry<'run'>): string {
  return `${paint.good('▶')} ${paint.bold(scene)} runs: ${reason}`;
}

/** How a step ended. */
export function stepEnd(paint: Paint, { result, does, message }: Entry<'step'>, tookMs: number): string {
  const took = showIfLong(paint, tookMs);
  const said = message === undefined ? '' : `: ${message}`;
  switch (result) {
    case undefined:
    case 'ok':
      return `${paint.good('✓')} ${does}${said}${took}`;
    case 'failed':
      return `${paint.bad('✗')} ${does} failed${said}${took}`;
    case 'cancelled':
      return paint.dim(`- ${does} was cut short${said}`);
  }
}

/** How deep a step stands in its scene: 0, or more within another step, as in `2.then.1`. */
export function stepDepth(step: string): number {
  return step.match(/\.[a-z]/g)?.length ?? 0;
}

/** A step that does nothing but let time pass. */
export function isWait({ does = '' }: Entry<'step'>): boolean {
  return /^(delay|wait until) /.test(does);
}

/** Something of the world that went wrong: a fault began, or was refused. */
export function isTrouble({ fault, refused }: Entry<'world'>): boolean {
  return fault !== undefined || refused !== undefined;
}

/** A scene that entered; undefined for other inputs, which are told by what follows from them. */
export function sceneInput(paint: Paint, { input }: Entry<'input'>): string | undefined {
  if (input.type !== 'scene') return undefined;
  return paint.dim(
    input.definition === null
      ? `◀ scene ${input.scene} was removed`
      : `◀ scene ${input.scene} was saved and is used from now on`,
  );
}

/** What somebody outside asks of a device. */
export function strangerAsks(paint: Paint, { device, method, params }: Entry<'request'>): string {
  const given = Object.entries((params ?? {}) as Record<string, unknown>);
  const shown = given.map(([name, value]) => ` ${name}=${plain(value)}`).join('');
  return `${paint.input('◀')} somebody asks ${device}: ${method}${shown}`;
}

/** That a device would not. */
export function deviceRefuses(paint: Paint, { device, error }: Entry<'reply'>): string {
  return `${paint.blocked('✗')} ${device} refused: ${error?.message} (${error?.code})`;
}

function showIfLong(paint: Paint, tookMs: number): string {
  return tookMs === 0 ? '' : paint.dim(` (${showTook(tookMs)})`);
}
