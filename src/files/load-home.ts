import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { checkHome, checkRules } from '../core/check/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { isRecord } from '../core/device/request.ts';
import { MilletError } from '../core/errors.ts';
import { type Home, homeSchema } from '../core/home.ts';
import type { Scene } from '../core/scene/schema.ts';
import { namesIn } from '../core/scene/substitute.ts';
import { withConstants } from './constants.ts';
import { explainMismatch } from './explain.ts';
import { loadModels } from './models.ts';
import { type Problem, sortProblems } from './problems.ts';
import { loadSceneFile, readContent, readSceneFiles, type SceneFile } from './scene-files.ts';
import { readSource } from './source.ts';

/** A home with everything in it that has no mistakes, and the mistakes. */
export interface LoadedHome {
  /** As it was given. */
  readonly dir: string;
  /** `undefined` when home.yaml has mistakes. */
  readonly home: Home | undefined;
  readonly models: ReadonlyMap<string, DeviceModel>;
  /** What its topics begin with, where that was said. */
  readonly prefix: string | undefined;
  /** By id; those with mistakes are left out. */
  readonly scenes: ReadonlyMap<string, Scene>;
  readonly problems: readonly Problem[];
  /** home.yaml, and then the files of the scenes. */
  readonly files: readonly string[];
  /** The files of the scenes as they were read, for whoever watches them from then on. */
  readonly sceneFiles: readonly SceneFile[];
  /** The names in the files of the scenes, by their ids, templates included. */
  readonly mentions: ReadonlyMap<string, Mentions>;
  /** The names in the rules of home.yaml. */
  readonly ruleNames: ReadonlySet<string>;
}

/** The names in a scene's file, before values take their place. */
interface Mentions {
  readonly names: ReadonlySet<string>;
  readonly uses?: string;
  readonly template?: true;
}

const homeFile = 'home.yaml';

/**
 * Loads a home. Throws a `MilletError` when `dir` is not one; whatever is wrong with its files is a problem instead,
 * and all of them are told at once.
 *
 * @param options.fresh models of the home that were saved since this process loaded them are loaded anew
 * @param options.prefix what the topics of the home will begin with; its scenes must keep off them
 */
export async function loadHome(
  dir: string,
  options: { readonly fresh?: boolean; readonly prefix?: string | undefined } = {},
): Promise<LoadedHome> {
  const { prefix } = options;
  const file = join(dir, homeFile);
  const content = readHomeFile(dir, file);
  const { models, problems: modelProblems } = await loadModels([dir], options);
  const sceneFiles = readSceneFiles(join(dir, 'scenes'));
  const ids = new Set(sceneFiles.map(({ id }) => id));
  const { home, problems: homeProblems, names: ruleNames } = readHome(file, content, models, ids);
  const scenes = new Map<string, Scene>();
  const mentions = new Map<string, Mentions>();
  const problems = [...modelProblems, ...homeProblems];
  const sound = homeProblems.length === 0;
  for (const sceneFile of sceneFiles) {
    const loaded = loadSceneFile(sceneFile, sceneFiles, home && { home, models, prefix });
    problems.push(...loaded.problems);
    if (loaded.scene) scenes.set(sceneFile.id, loaded.scene);
    const { names = new Set(), uses, template } = loaded;
    mentions.set(sceneFile.id, {
      names,
      ...(uses === undefined ? {} : { uses }),
      ...(template ? { template } : {}),
    });
  }
  return {
    dir,
    home: sound ? home : undefined,
    models,
    prefix,
    scenes,
    problems: sortProblems(problems),
    files: [file, ...sceneFiles.map((sceneFile) => sceneFile.file)],
    sceneFiles,
    mentions,
    ruleNames,
  };
}

/** The home as far as its shape is right: scenes can be checked against one that has other mistakes. */
function readHome(
  file: string,
  content: Uint8Array,
  models: ReadonlyMap<string, DeviceModel>,
  scenes: ReadonlySet<string>,
): { home: Home | undefined; problems: readonly Problem[]; names: ReadonlySet<string> } {
  const source = readSource(file, content);
  if (source.value === undefined) return { home: undefined, problems: source.problems, names: new Set() };
  const rules = ruleParts(source.value);
  const filled = withConstants(rules, constantsIn(source.value));
  const value = isRecord(source.value) ? { ...source.value, ...(filled.data as object) } : source.value;
  const parsed = homeSchema.safeParse(value);
  const mistakes = parsed.success
    ? [...checkHome(parsed.data, models), ...checkRules(parsed.data, { home: parsed.data, models, scenes })]
    : explainMismatch(homeSchema, value, 'a home');
  const findings = filled.findings.length > 0 ? filled.findings : mistakes;
  return {
    home: parsed.data,
    problems: [...source.problems, ...findings.map(source.problemOf)],
    names: namesIn(rules),
  };
}

/** What a home says must never, or always, be so: the one part of its file in which names stand for values. */
function ruleParts(value: unknown): object {
  const { never, always } = isRecord(value) ? value : {};
  return { ...(never === undefined ? {} : { never }), ...(always === undefined ? {} : { always }) };
}

/** As far as they are sound; the schema says what is wrong with the others. */
function constantsIn(value: unknown): Home['constants'] {
  return isRecord(value) ? homeSchema.shape.constants.safeParse(value.constants).data : undefined;
}

function readHomeFile(dir: string, file: string): Uint8Array {
  const here = existsSync(dir) ? statSync(dir) : undefined;
  const hint = 'A home is a directory with a home.yaml; --home DIR names one.';
  if (!here) throw new MilletError(`There is no directory ${dir}.`, { hint });
  if (!here.isDirectory()) {
    const better = basename(dir) === homeFile ? `Name its directory: --home ${dirname(dir)}` : hint;
    throw new MilletError(`${dir} is a file; a home is a directory.`, { hint: better });
  }
  const content = readContent(file);
  if (!content) {
    throw new MilletError(`${dir} is not a home: there is no ${homeFile} in it.`, {
      hint: otherPlace(dir) ?? hint,
    });
  }
  if ('unreadable' in content)
    throw new MilletError(`${file} cannot be read: ${content.unreadable}.`, { hint });
  return content;
}

/** What people name instead of the home's directory or its file. */
function otherPlace(dir: string): string | undefined {
  const parent = normalize(join(dir, '..'));
  if (existsSync(join(parent, homeFile))) return `The directory above it is a home: --home ${parent}`;
  const other = ['home.yml', 'home.json'].find((name) => existsSync(join(dir, name)));
  return other === undefined ? undefined : `Rename ${other} to ${homeFile}; JSON may stand in it, too.`;
}
