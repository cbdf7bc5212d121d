import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MilletError } from '../core/errors.ts';
import { homeTypes, tsconfigOfHome, typesFile } from '../files/home-types.ts';
import { loadHome } from '../files/load-home.ts';
import { formatProblem } from '../files/problems.ts';

/** `types`: writes the types of the home beside its home.yaml, and a tsconfig.json where there is none. */
export async function types({ home: dir }: { readonly home: string }): Promise<number> {
  const { home, models, sceneFiles, problems } = await loadHome(dir);
  if (!home) {
    for (const problem of problems) console.error(formatProblem(problem));
    throw new MilletError(`The home in ${dir} cannot be used: see above.`);
  }
  const ids = sceneFiles.map(({ id }) => id);
  write(join(dir, typesFile), homeTypes(home, models, ids));
  const config = join(dir, 'tsconfig.json');
  if (!existsSync(config)) write(config, tsconfigOfHome);
  return 0;
}

function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) {
    console.log(`${path} is as it should be.`);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',', 1)[0] : String(error);
    throw new MilletError(`${path} cannot be written: ${reason}.`, { cause: error });
  }
  console.log(`Wrote ${path}.`);
}
