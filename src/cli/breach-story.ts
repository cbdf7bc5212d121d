import { formatInstant } from '../core/calendar/index.ts';
import type { JournalEntry } from '../core/journal.ts';
import { runTest, type SceneTest, type TestedHome } from '../testing/index.ts';
import { Output } from './output.ts';
import { createPaint } from './paint.ts';
import { Story } from './story.ts';

/** Prints how a test breaks its rule: what happens in it, what was seen then, and how that came about. */
export async function tellBreach(
  test: SceneTest,
  tested: TestedHome,
  intro: readonly string[],
): Promise<void> {
  const paint = createPaint(process.stdout);
  const output = new Output(process.stdout);
  output.line(paint.bold(`Broken: ${test.name}`));
  for (const line of intro) output.line(line);
  const { timezone } = tested.home.location;
  const story = new Story(paint, (instant) => formatInstant(timezone, instant));
  const tell = (entry: JournalEntry): void => {
    for (const line of story.tell(entry)) output.line(line);
  };
  const { failures } = runTest(test, tested, [tell]);
  output.line('');
  for (const { seen, because } of failures) {
    for (const [word, lines] of Object.entries({ seen, because })) {
      for (const [index, line] of lines.entries())
        output.line(`  ${(index === 0 ? word : '').padEnd(10)}${line}`);
    }
  }
  output.line('');
  await output.end();
}
