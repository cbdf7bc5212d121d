import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant } from '../src/core/calendar/index.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import { JournalFile } from '../src/files/journal-file.ts';
import { loadDemo } from './demo.ts';

/** Puts the journal of seven days, with a stranger's request every ten minutes, where `run` goes on in `dir`. */
export async function writeWeek(dir: string): Promise<number> {
  const demo = await loadDemo();
  const path = join(dir, '.millet', 'journal.jsonl');
  rmSync(join(dir, '.millet'), { recursive: true, force: true });
  mkdirSync(join(dir, '.millet'));
  const { timezone } = demo.home.location;
  const journal = JournalFile.create(path, {
    keep: false,
    formatTime: (instant) => formatInstant(timezone, instant),
    failed: (error) => {
      throw error;
    },
  });
  const start = Date.parse('2026-03-02T00:00:00+08:00');
  const home = new SimulatedHome({ ...demo, start, seed: 1, sinks: [journal.sink] });
  home.start();
  for (let minute = 0; minute < 7 * 24 * 60; minute += 10) {
    const payload = `{"id":${minute},"method":"toggle"}`;
    home.input(start + minute * 60_000, { type: 'message', topic: 'millet/hall_light/rpc', payload });
  }
  journal.close();
  return home.simulation.journal.length;
}
