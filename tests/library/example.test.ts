import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const packageDir = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** A project of somebody else's: it has a home, a test, and `millet` and `vitest` in its node_modules. */
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'millet-project-'));
  mkdirSync(join(project, 'home'));
  for (const part of ['home.yaml', 'scenes'])
    cpSync(join(root, part), join(project, 'home', part), { recursive: true });
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  symlinkSync(root, join(project, 'node_modules/millet'));
  symlinkSync(packageDir('vitest'), join(project, 'node_modules/vitest'));
  symlinkSync(packageDir('@types/node'), join(project, 'node_modules/@types/node'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  const example = /```ts\n(import [\s\S]*?)```/.exec(
    readFileSync(join(root, 'docs/library.md'), 'utf8'),
  )![1]!;
  writeFileSync(join(project, 'morning.test.ts'), example);
});
afterAll(() => rmSync(project, { recursive: true }));

function node(...args: string[]) {
  const { VITEST: _, VITEST_POOL_ID: __, VITEST_WORKER_ID: ___, ...env } = process.env;
  const done = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', CI: 'true' },
  });
  return { code: done.status, out: done.stdout + done.stderr };
}

describe('the example in docs/library.md', () => {
  it('passes in a project of its own, run by vitest', () => {
    const { code, out } = node(join(packageDir('vitest'), 'vitest.mjs'), 'run', '--reporter=verbose');
    expect(out).toContain('opens the curtain and makes coffee when somebody is up at seven');
    expect(out).toMatch(/Tests +5 passed \(5\)/);
    expect(code).toBe(0);
  });

  it('is right about the types', () => {
    const options = {
      strict: true,
      module: 'NodeNext',
      target: 'ES2023',
      lib: ['ES2023'],
      types: ['node'],
      noEmit: true,
      skipLibCheck: true,
    };
    const files = ['morning.test.ts'];
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }));
    const tsc = join(packageDir('typescript'), 'bin/tsc');
    expect(node(tsc, '-p', '.')).toEqual({ code: 0, out: '' });
    const wrong = `import { simulate } from 'millet';\nsimulate('home', {});\n`;
    writeFileSync(join(project, 'wrong.ts'), wrong);
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['wrong.ts'] }),
    );
    expect(node(tsc, '-p', '.').out).toContain("Argument of type 'string' is not assignable");
  });

  it('works for a plain script, too', () => {
    const script = `
      import { loadHome, simulate } from 'millet';
      const day = simulate(await loadHome(new URL('home/', import.meta.url)), { from: '2026-03-02', until: '2026-03-03' });
      console.log(day.runs('morning-routine').map((run) => run.outcome).join());
    `;
    writeFileSync(join(project, 'script.js'), script);
    expect(node('script.js')).toEqual({ code: 0, out: 'finished\n' });
  });
});
