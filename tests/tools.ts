import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where a program is that a test cannot do without. Where it is missing the test is skipped; but with `CI=true`,
 * where nobody would notice that, this throws.
 */
export function requireTool(name: string): string | undefined {
  const path = findTool(name);
  if (path === undefined && process.env.CI === 'true') throw new Error(`${name} is not installed here`);
  return path;
}

/** Where a program is on this machine, or `undefined`. Looks where servers are put, too. */
function findTool(name: string): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
