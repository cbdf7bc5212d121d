import { checkRules, type SceneEnv } from '../core/check/index.ts';
import { MilletError } from '../core/errors.ts';
import { withConstants } from '../files/constants.ts';
import { explainMismatch } from '../files/explain.ts';
import type { Problem } from '../files/problems.ts';
import { readContent } from '../files/scene-files.ts';
import { readSource } from '../files/source.ts';
import { type Rules, rulesFileSchema } from './rules.ts';

/**
 * Reads a file of rules: `never` and `always`, as in home.yaml. What is wrong with it is a problem.
 *
 * @throws {MilletError} when there is no such file
 */
export function loadRules(
  file: string,
  env: SceneEnv,
): { rules: Rules | undefined; problems: readonly Problem[] } {
  const content = readContent(file);
  if (!content) throw new MilletError(`There is no file ${file}.`);
  if ('unreadable' in content) throw new MilletError(`${file} cannot be read: ${content.unreadable}.`);
  const source = readSource(file, content);
  if (source.value === undefined) return { rules: undefined, problems: source.problems };
  const filled = withConstants(source.value, env.home.constants);
  const parsed = rulesFileSchema.safeParse(filled.data);
  const mistakes = () =>
    parsed.success
      ? checkRules({ ...env.home, never: parsed.data.never, always: parsed.data.always }, env)
      : explainMismatch(rulesFileSchema, filled.data, 'a file of rules');
  const findings = filled.findings.length > 0 ? filled.findings : mistakes();
  const problems = [...source.problems, ...findings.map(source.problemOf)];
  if (!parsed.success || problems.length > 0) return { rules: undefined, problems };
  return { rules: { never: parsed.data.never ?? [], always: parsed.data.always ?? [] }, problems };
}
