import { stringify } from 'yaml';
import type { SceneTest } from './schema.ts';

/** The keys whose entries stand on lines of their own. */
const lists = ['do', 'expect', 'never', 'always'] as const;

/** A file with one test, as a person would have written it. `header` are lines of comment. */
export function testYaml(
  test: SceneTest,
  options: { header: readonly string[]; home?: string | undefined },
): string {
  const lines = [...options.header.map((line) => `# ${line}`)];
  if (options.home !== undefined) lines.push(`home: ${flow(options.home)}`);
  lines.push('tests:', `  - name: ${flow(test.name)}`);
  for (const key of ['from', 'until', 'seed', 'residents'] as const)
    if (test[key] !== undefined) lines.push(`    ${key}: ${flow(test[key])}`);
  const given = Object.entries(test.given ?? {});
  if (given.length > 0) lines.push('    given:');
  for (const [device, values] of given) lines.push(`      ${flow(device)}: ${flow(values)}`);
  for (const key of lists) {
    const entries = test[key] ?? [];
    if (entries.length > 0) lines.push(`    ${key}:`);
    for (const entry of entries) lines.push(`      - ${flow(entry)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A value on one line. Times and words such as on keep their quotes: other readers take them for something else. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    return `{ ${entries.map(([key, item]) => `${flow(key)}: ${flow(item)}`).join(', ')} }`;
  }
  if (typeof value !== 'string') return String(value);
  if (/^[a-z][a-z0-9_-]*$/i.test(value) && !/^(on|off|yes|no|true|false|null|y|n)$/i.test(value))
    return value;
  // A text that begins like the name of a constant is none.
  const text = value.startsWith('$') ? `$${value}` : value;
  return stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trimEnd();
}
