import {
  type ConditionCheck,
  type Link,
  type PropertyExplanation,
  type SceneExplanation,
  type StepCheck,
  showTook,
  type TriggerCheck,
} from '../analysis/explain/index.ts';
import type { Paint } from './paint.ts';

/** A word for how something stood, with its glyph and colour: the word says it all without them. */
type Mark = readonly [glyph: string, colour: keyof Paint];

const marks: Readonly<Record<TriggerCheck['status'] | ConditionCheck['status'] | StepCheck['result'], Mark>> =
  {
    fired: ['✓', 'good'],
    waiting: ['…', 'blocked'],
    'wait broken': ['✗', 'blocked'],
    'not due': ['·', 'dim'],
    'wrong day': ['✗', 'blocked'],
    'no match': ['✗', 'blocked'],
    'matched already': ['✗', 'blocked'],
    'not armed again': ['✗', 'blocked'],
    unknown: ['?', 'blocked'],
    'did not happen': ['·', 'dim'],
    'never by itself': ['·', 'dim'],
    held: ['✓', 'good'],
    'did not hold': ['✗', 'blocked'],
    ok: ['✓', 'good'],
    failed: ['✗', 'bad'],
    cancelled: ['-', 'dim'],
    'going on': ['…', 'blocked'],
    'not done': ['-', 'dim'],
  };

const width = Math.max(...Object.keys(marks).map((word) => word.length));

/** A scene's explanation for people: sentences first, then a checklist in the scene's own order. */
export function showScene(explanation: SceneExplanation, paint: Paint): string[] {
  const { sentence, details, triggers, conditions, run, near, scene } = explanation;
  const told = new Set([sentence, ...details]);
  const others = near.filter((miss) => miss.scene !== scene && !told.has(miss.sentence));
  return [
    paint.bold(sentence),
    ...details,
    ...section(
      'Triggers',
      run?.trigger === null
        ? item('fired', run.reason, paint, [])
        : triggers.flatMap((check) => {
            const isTold = [...told].some((text) => text.includes(check.sentence.slice(1)));
            return item(check.status, check.words, paint, isTold ? [] : [check.sentence]);
          }),
      paint,
    ),
    ...section(
      'Conditions',
      conditions.flatMap((check) => showCondition(check, paint, '')),
      paint,
    ),
    ...section(
      'Steps',
      (run?.steps ?? []).flatMap((step) => showStep(step, paint)),
      paint,
    ),
    ...section('Causes', run ? showChain(run.chain, paint) : [], paint),
    ...section(
      'Nearly, of other scenes',
      others.map((miss) => `  ${miss.sentence}`),
      paint,
    ),
  ];
}

/** A property's explanation for people. */
export function showProperty(explanation: PropertyExplanation, paint: Paint): string[] {
  const { sentence, details, origin } = explanation;
  return [
    paint.bold(sentence),
    ...details,
    ...section('Causes', origin ? showChain(origin.chain, paint) : [], paint),
  ];
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint.dim(title), ...lines];
}

function item(
  word: keyof typeof marks,
  text: string,
  paint: Paint,
  below: readonly string[],
  indent = '',
): string[] {
  const [glyph, colour] = marks[word];
  const lines = below.map((line) => `  ${indent}  ${' '.repeat(width)}  ${paint.dim(line)}`);
  return [`  ${indent}${paint[colour](glyph)} ${paint[colour](word.padEnd(width))}  ${text}`, ...lines];
}

function showCondition(check: ConditionCheck, paint: Paint, indent: string): string[] {
  const { status, condition, sentence, parts = [], read = [] } = check;
  const below = parts.length > 0 ? [] : [sentence, ...read.map((one) => one.sentence)];
  return [
    ...item(status, condition, paint, below, indent),
    ...parts.flatMap((part) => showCondition(part, paint, `${indent}  `)),
  ];
}

function showStep(check: StepCheck, paint: Paint): string[] {
  const { step, does, result, message, began, tookMs, calls, read = [] } = check;
  const indent = '  '.repeat((step.match(/\./g)?.length ?? 0) / 2);
  const when = began === undefined ? '' : `${began.slice(11, 19)} `;
  const took = tookMs === undefined || tookMs === 0 ? '' : ` (${showTook(tookMs)})`;
  const said = message === undefined ? '' : `: ${message}`;
  const replies = calls.flatMap(({ device, reply, effects, effectsLeftOut }) => {
    const after = (ms: number): string => `after ${showTook(ms)}`;
    const lines = effects.map(({ sentence, afterMs }) => `${sentence}, ${after(afterMs)}`);
    if (effectsLeftOut > 0) lines.splice(-1, 0, `... ${effectsLeftOut} more ...`);
    return [reply ? `${reply.sentence}, ${after(reply.afterMs)}` : `${device} gave no reply`, ...lines];
  });
  const below = [...read.map(({ sentence }) => sentence), ...replies];
  return item(result, `${when}${does}${said}${took}`, paint, below, indent);
}

function showChain(chain: readonly Link[], paint: Paint): string[] {
  return chain.map(({ seq, time, sentence }, index) => {
    return `  ${index === 0 ? ' ' : '←'} ${paint.time(time.slice(11, 19))} ${sentence} ${paint.dim(`(line ${seq})`)}`;
  });
}
