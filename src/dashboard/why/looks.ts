import {
  mdiAlertCircleOutline,
  mdiCancel,
  mdiCheckCircleOutline,
  mdiCircleOffOutline,
  mdiClockOutline,
  mdiHandBackRightOutline,
  mdiHelpCircleOutline,
  mdiMinusCircleOutline,
  mdiProgressClock,
  mdiSkipNextCircleOutline,
} from '@mdi/js';

/** A state always has a glyph and a word beside its colour. */
export interface Look {
  readonly path: string;
  readonly word: string;
  readonly tone: 'ran' | 'blocked' | 'waiting' | 'error' | 'muted';
}

const outcomes: Readonly<Record<string, Look>> = {
  finished: { path: mdiCheckCircleOutline, word: 'ran', tone: 'ran' },
  ran: { path: mdiCheckCircleOutline, word: 'ran', tone: 'ran' },
  refused: { path: mdiHandBackRightOutline, word: 'did not run', tone: 'blocked' },
  failed: { path: mdiAlertCircleOutline, word: 'failed', tone: 'error' },
  partial: { path: mdiAlertCircleOutline, word: 'ran in part', tone: 'error' },
  stopped: { path: mdiCancel, word: 'stopped', tone: 'blocked' },
  replaced: { path: mdiCancel, word: 'replaced', tone: 'muted' },
  skipped: { path: mdiSkipNextCircleOutline, word: 'left out', tone: 'blocked' },
  'going on': { path: mdiProgressClock, word: 'going on', tone: 'waiting' },
  near: { path: mdiCircleOffOutline, word: 'nearly ran', tone: 'muted' },
  due: { path: mdiClockOutline, word: 'will run', tone: 'waiting' },
};

export function outcomeLook(outcome: string | null): Look {
  return (
    outcomes[outcome ?? 'going on'] ?? { path: mdiHelpCircleOutline, word: outcome ?? '', tone: 'muted' }
  );
}

const checks: Readonly<Record<string, Look>> = {
  held: { path: mdiCheckCircleOutline, word: 'true', tone: 'ran' },
  'did not hold': { path: mdiHandBackRightOutline, word: 'false', tone: 'blocked' },
  unknown: { path: mdiHelpCircleOutline, word: 'unknown', tone: 'blocked' },
  'not checked': { path: mdiMinusCircleOutline, word: 'not checked', tone: 'muted' },
  ok: { path: mdiCheckCircleOutline, word: 'done', tone: 'ran' },
  failed: { path: mdiAlertCircleOutline, word: 'failed', tone: 'error' },
  cancelled: { path: mdiCancel, word: 'called off', tone: 'muted' },
  'going on': { path: mdiProgressClock, word: 'going on', tone: 'waiting' },
  'not done': { path: mdiMinusCircleOutline, word: 'skipped', tone: 'muted' },
};

export function checkLook(status: string): Look {
  return checks[status] ?? { path: mdiHelpCircleOutline, word: status, tone: 'muted' };
}
