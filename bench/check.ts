import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeLargeHome } from './large-home.ts';
import { median, report } from './report.ts';

const millet = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const runs = 5;

/** `check` of large homes as a whole process: 1,000 scenes, and how it grows from half of them. */
export function benchCheck(): boolean {
  const half = seconds(25);
  const whole = seconds(50);
  const beside = `500 scenes with 150 devices: ${half.toFixed(3)} s`;
  return [
    report({
      name: 'millet check, 1,000 scenes with 300 devices, whole process',
      value: whole,
      unit: 's',
      limit: { most: 1.5 },
      beside,
    }),
    report({
      name: 'millet check, twice as many unrelated scenes',
      value: whole / half,
      unit: 'times as long',
      // n log n from 500 to 1,000 is 2.22.
      limit: { most: 2.3 },
      beside,
    }),
  ].every(Boolean);
}

function seconds(flats: number): number {
  const home = writeLargeHome(flats);
  try {
    return median(
      Array.from({ length: runs }, () => {
        const begun = performance.now();
        const { status, stdout, stderr } = spawnSync(process.execPath, [millet, 'check', '--home', home], {
          encoding: 'utf8',
        });
        if (status !== 0) throw new Error(`check ended with ${status}: ${stdout}${stderr}`);
        return (performance.now() - begun) / 1000;
      }),
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
