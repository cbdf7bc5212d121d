import { z } from 'zod';
import { isRecord } from '../device/request.ts';

/**
 * Stands in a scene for a function of its file: which of the functions in its `code`, and how it is written there. Only
 * what is read from a file of TypeScript or JavaScript has any.
 */
export const codeCall = z.strictObject({
  function: z.int().min(0).describe('Which of the functions in the code of the scene.'),
  source: z.string().describe('The function, for people.'),
});

export type CodeCall = z.infer<typeof codeCall>;

/** A function of a scene. What it is given is the home. */
export type SceneFunction = (home: unknown) => unknown;

/** Whether something in a scene stands for a function. */
export function isCodeCall(value: unknown): value is CodeCall {
  return isRecord(value) && typeof value.function === 'number' && typeof value.source === 'string';
}

/**
 * Runs the code of a scene: the body of a function that hands what it exports to `millet.default`. What would make the
 * same home behave in another way the next time is not there: clock, chance, and whatever is outside.
 *
 * @throws whatever the code throws
 */
export function runCode(code: string): unknown {
  const millet: { default?: unknown; defineScene(scene: unknown): unknown } = {
    defineScene: (scene) => scene,
  };
  const names = Object.keys(absent);
  // Three lines stand before the code: see `lineOf`.
  const body = `"use strict";\n${code}\n//# sourceURL=${sourceName}`;
  const run = new Function('millet', 'Math', ...names, body) as (...values: unknown[]) => void;
  run(millet, steadyMath, ...names.map((name) => absent[name]));
  return millet.default;
}

/** Where in its code something was thrown, as line and column, counted from 1; `undefined` where that is elsewhere. */
export function placeIn(error: unknown): { readonly line: number; readonly column: number } | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const found = new RegExp(`${sourceName}:(\\d+):(\\d+)`).exec(stack);
  return found ? { line: Number(found[1]) - linesBefore, column: Number(found[2]) } : undefined;
}

/** A scene as its code exports it, with its functions taken out: each in the order in which it stands there. */
export function takeOut(exported: unknown): {
  readonly data: unknown;
  readonly functions: readonly SceneFunction[];
} {
  const functions: SceneFunction[] = [];
  const walk = (value: unknown): unknown => {
    if (typeof value === 'function') {
      functions.push(value as SceneFunction);
      return { function: functions.length - 1, source: oneLine(String(value)) } satisfies CodeCall;
    }
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    // What is undefined is not there, as in JSON.
    const entries = Object.entries(value).filter((entry) => entry[1] !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, walk(item)]));
  };
  return { data: walk(exported), functions };
}

/** Lets the functions of a scene be called: those of its code take the places of what stands for them. */
export function bindCode(scene: { readonly code?: string | undefined }): void {
  const { code } = scene;
  if (code === undefined || bound.has(scene)) return;
  bound.add(scene);
  let functions: readonly SceneFunction[];
  try {
    ({ functions } = takeOut(runCode(code)));
  } catch {
    // It ran when its file was loaded. Whoever has changed the journal since is told that there is no such function.
    return;
  }
  const walk = (value: unknown): void => {
    if (isCodeCall(value)) {
      const found = functions[value.function];
      if (found) bodies.set(value, found);
    } else if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) walk(item);
    }
  };
  walk(scene);
}

/** The function that something in a scene stands for, once its scene is bound. */
export function functionOf(call: CodeCall): SceneFunction | undefined {
  return bodies.get(call);
}

/** A function in a few words. */
export function describeCode({ source }: CodeCall): string {
  return source.length > longest ? `${source.slice(0, longest - 3)}...` : source;
}

const bodies = new WeakMap<CodeCall, SceneFunction>();
const bound = new WeakSet<object>();
const longest = 80;
const sourceName = 'millet-scene.js';
/** What the engine of JavaScript, and we, put before the code. */
const linesBefore = 3;

/** Mathematics without chance. */
const steadyMath: object = Object.create(null, {
  ...Object.getOwnPropertyDescriptors(Math),
  random: { value: () => missing('Math.random', 'what a scene does follows from its home alone') },
});

/** What is not there, with what there is instead. */
const absent: Readonly<Record<string, unknown>> = Object.fromEntries(
  (
    [
      ['Date', 'home.time tells the time'],
      ['Intl', 'home.time tells the time'],
      ['globalThis', ''],
      ['global', ''],
      ['window', ''],
      ['self', ''],
      ['process', ''],
      ['console', ''],
      ['require', ''],
      ['performance', 'home.time tells the time'],
      ['crypto', 'what a scene does follows from its home alone'],
      ['fetch', 'a scene speaks with publish'],
      ['setTimeout', 'a scene waits with { delay: ... }'],
      ['setInterval', 'a scene waits with { delay: ... }'],
      ['setImmediate', 'a scene waits with { delay: ... }'],
      ['queueMicrotask', 'a function answers at once'],
      ['WebAssembly', ''],
      ['Function', ''],
    ] as const
  ).map(([name, instead]) => [name, gone(name, instead)]),
);

/** Whoever uses it in any way is told that it is not there. */
function gone(name: string, instead: string): unknown {
  const refuse = (): never => missing(name, instead);
  // A class, because what is no constructor could not refuse to be one.
  return new Proxy(class {}, { get: refuse, apply: refuse, construct: refuse, has: refuse, set: refuse });
}

function missing(name: string, instead: string): never {
  throw new Error(`there is no ${name} in a scene${instead === '' ? '' : `; ${instead}`}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
