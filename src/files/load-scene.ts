import {
  checkDevice,
  checkProperty,
  checkScene,
  checkSoundParts,
  collectFindings,
  type Finding,
  type Path,
  type Report,
  type SceneEnv,
  showName,
  unknownName,
} from '../core/check/index.ts';
import { isRecord } from '../core/device/request.ts';
import type { Value } from '../core/device/value.ts';
import { isCodeCall } from '../core/scene/code.ts';
import { type Scene, sceneSchema } from '../core/scene/schema.ts';
import { namesIn, substitute } from '../core/scene/substitute.ts';
import { fillIn, type SceneUse, templateParamsSchema, useSchema } from '../core/scene/template.ts';
import { readsInCode } from './code-reads.ts';
import { type CodeSource, readCode } from './code-source.ts';
import { explainMismatch } from './explain.ts';
import { type Problem, sortProblems } from './problems.ts';
import { readSource, type Source } from './source.ts';

/** A scene, or why there is none. */
export interface LoadedScene {
  /** `undefined` when there are problems, and for a template. */
  readonly scene: Scene | undefined;
  readonly problems: readonly Problem[];
  /** It has parameters: it is no scene before a use fills them in. */
  readonly template?: true;
  /** The names in its file: `$comfortable` -> `comfortable`. */
  readonly names?: ReadonlySet<string>;
  /** The template that it uses. */
  readonly uses?: string;
}

/** The scene files around one: a use of a template is read from two of them. */
export interface SceneSources {
  /** The files' ids, and what is in them; undefined when there is no such file, or it cannot be read. */
  readonly ids: readonly string[];
  read(id: string): { readonly file: string; readonly content: string | Uint8Array } | undefined;
}

/**
 * Reads one scene. Never throws: whatever is wrong with the text is a problem, and all of them are told at once.
 *
 * @param file what the problems call it
 * @param env the home around it; without one, names and values are not checked
 * @param others the other scene files, where a template can be
 */
export function loadScene(
  file: string,
  content: string | Uint8Array,
  env: SceneEnv | undefined,
  others?: SceneSources,
): LoadedScene {
  if (isCode(file)) return loadCode(readCode(file, content), env);
  const source = readSource(file, content);
  if (source.value === undefined) return { scene: undefined, problems: source.problems };
  const { value } = source;
  const names = namesIn(value);
  const strays = collectFindings((report) => reportFunctions(value, [], report));
  if (strays.length > 0) return { scene: undefined, problems: strays.map(source.problemOf), names };
  if (isRecord(value) && Object.hasOwn(value, 'params'))
    return { ...loadTemplate(source, value, env), names };
  if (isRecord(value) && Object.hasOwn(value, 'use'))
    return { ...loadUse(source, value, env, others), names, uses: String(value.use) };
  return { ...loadPlain(source, value, env), names };
}

/** The file of a scene, or of a home, to find places in it. */
export function sourceOf(file: string, content: string | Uint8Array): Source {
  return isCode(file) ? readCode(file, content) : readSource(file, content);
}

function isCode(file: string): boolean {
  return file.endsWith('.ts');
}

/** A scene of TypeScript: the same data, in which functions may stand. */
function loadCode(source: CodeSource, env: SceneEnv | undefined): LoadedScene {
  const { code, value } = source;
  if (value === undefined) return { scene: undefined, problems: source.problems };
  const read = env && code !== undefined ? checkReads(source, code, env) : [];
  const plain = loadPlain(source, value, env);
  const problems = sortProblems([...plain.problems, ...read]);
  const loaded = problems.length === 0 ? plain : { scene: undefined, problems };
  const names = namesIn(value);
  if (!loaded.scene || code === undefined) return { ...loaded, names };
  return { ...loaded, scene: { ...loaded.scene, code }, names };
}

/** The devices and properties that functions name outright: `home.get('lamp', 'power')`. */
function checkReads(source: CodeSource, code: string, env: SceneEnv): Problem[] {
  return readsInCode(code).flatMap(({ device, prop }) => {
    const findings = collectFindings((report) => {
      if (prop) checkProperty({ device: device.text, prop: prop.text }, env, [], report);
      else checkDevice(device.text, env, ['device'], report);
    });
    return findings.map(({ path, message }) => {
      const { line, column } = path.at(-1) === 'prop' && prop ? prop : device;
      return source.problemAt({ line, column, message });
    });
  });
}

function loadPlain(source: Source, data: unknown, env: SceneEnv | undefined): LoadedScene {
  const { scene, findings } = readScene(data, constantsOf(env), "the home's constants are", env);
  const problems = sortProblems([...source.problems, ...findings.map(source.problemOf)]);
  return { scene: problems.length === 0 ? scene : undefined, problems };
}

/** A template by itself: its parameters, and the names in it. The rest is checked with each of its uses. */
function loadTemplate(
  source: Source,
  value: Record<string, unknown>,
  env: SceneEnv | undefined,
): LoadedScene {
  const { params, ...body } = value;
  const parsed = templateParamsSchema.safeParse(params);
  const findings = parsed.success
    ? collectFindings((report) => {
        const known = new Map([
          ...constantsOf(env),
          ...Object.keys(parsed.data).map((name) => [name, 0] as const),
        ]);
        substitute(body, known, 'there are', report);
        const used = namesIn(body);
        for (const name of Object.keys(parsed.data)) {
          if (!used.has(name)) report(['params', name], `nothing in this template uses $${name}`, 'key');
        }
      })
    : inside('params', explainMismatch(templateParamsSchema, params, 'params'));
  const problems = sortProblems([...source.problems, ...findings.map(source.problemOf)]);
  return { scene: undefined, problems, template: true };
}

/** A template with its parameters filled in. Mistakes of the template are told with their place there. */
function loadUse(
  source: Source,
  value: Record<string, unknown>,
  env: SceneEnv | undefined,
  others: SceneSources | undefined,
): LoadedScene {
  const refuse = (findings: readonly Finding[], more: readonly Problem[] = []): LoadedScene => ({
    scene: undefined,
    problems: sortProblems([...source.problems, ...findings.map(source.problemOf), ...more]),
  });
  const parsed = useSchema.safeParse(value);
  if (!parsed.success) return refuse(explainMismatch(useSchema, value, 'a use of a template'));
  const use = parsed.data;
  const found = others?.read(use.use);
  const template = found && readSource(found.file, found.content);
  if (!template || !isRecord(template.value) || !Object.hasOwn(template.value, 'params')) {
    const sentence = template
      ? `${showName(use.use)} is no template: it has no params`
      : unknownName(`there is no scene ${showName(use.use)}`, use.use, others?.ids ?? [], 'there are');
    return refuse([{ path: ['use'], message: sentence }]);
  }
  const { params, ...body } = template.value;
  const declared = templateParamsSchema.safeParse(params);
  // The template tells its own mistakes.
  if (!declared.success || template.problems.length > 0)
    return refuse([{ path: ['use'], message: `the template ${use.use} has mistakes of its own` }]);
  let values: ReadonlyMap<string, Value> = new Map();
  const around = env && {
    modelOf: (id: string) => (Object.hasOwn(env.home.devices, id) ? env.home.devices[id]?.model : undefined),
  };
  const mistakes = collectFindings((report) => {
    values = fillIn(declared.data, use, around, report);
  });
  if (mistakes.length > 0) return refuse(mistakes);
  const names = new Map([...constantsOf(env), ...values]);
  const { scene, findings } = readScene({ ...body, ...titleOf(use) }, names, 'there are', env);
  const who = env?.self === undefined ? '' : ` (as ${env.self} uses it)`;
  return findings.length === 0 && source.problems.length === 0
    ? { scene, problems: [] }
    : refuse(
        [],
        findings.map((finding) => template.problemOf({ ...finding, message: `${finding.message}${who}` })),
      );
}

function titleOf({ name, description }: SceneUse): { name?: string; description?: string } {
  return { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
}

/** The data of a file as a scene: the names in it replaced, the shape and the names in the home checked. */
function readScene(
  data: unknown,
  names: ReadonlyMap<string, Value>,
  whatThereIs: string,
  env: SceneEnv | undefined,
): { scene: Scene | undefined; findings: readonly Finding[] } {
  let filled: unknown;
  const unknown = collectFindings((report) => {
    filled = substitute(data, names, whatThereIs, report);
  });
  // Where a name is not known, what would stand there is not either; without a home no name is known.
  if (unknown.length > 0) return { scene: undefined, findings: env ? unknown : [] };
  const parsed = sceneSchema.safeParse(filled);
  if (!parsed.success) {
    const findings = explainMismatch(sceneSchema, filled, 'a scene');
    return { scene: undefined, findings: env ? [...findings, ...checkSoundParts(filled, env)] : findings };
  }
  return { scene: parsed.data, findings: env ? checkScene(parsed.data, env) : [] };
}

function constantsOf(env: SceneEnv | undefined): ReadonlyMap<string, Value> {
  return new Map(Object.entries(env?.home.constants ?? {}));
}

function inside(key: string, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, path: [key, ...finding.path] }));
}

/** What stands for a function in the journal is nothing that can be written in YAML. */
function reportFunctions(data: unknown, path: Path, report: Report): void {
  if (isCodeCall(data)) report(path, 'only a scene of TypeScript, scenes/<scene>.ts, has functions');
  else if (typeof data === 'object' && data !== null)
    for (const [key, item] of Object.entries(data))
      reportFunctions(item, [...path, Array.isArray(data) ? Number(key) : key], report);
}
