import type { Value } from '../../../core/device/value.ts';
import type { Analysis } from '../analysis.ts';
import { specOf } from '../constraints.ts';
import type { SceneFinding } from '../finding.ts';

/** What counts as on, and what puts it out. */
const counterparts: ReadonlyMap<Value, Value> = new Map<Value, Value>([
  ['on', 'off'],
  [true, false],
]);

/** Something that scenes switch on, and that neither a scene nor the device itself ever switches off. */
export function* leftOn(analysis: Analysis): Generator<SceneFinding> {
  for (const [property, effects] of analysis.writers) {
    const first = effects.find(({ values }) => counterparts.has(values.at(-1)!));
    if (!first || !specOf(first, analysis.household)) continue;
    const off = counterparts.get(first.values.at(-1)!);
    if (effects.some(({ values }) => values.at(-1) === off)) continue;
    yield {
      code: 'left-on',
      places: [{ scene: first.step.scene, path: first.step.path }],
      message: `${first.step.scene} switches ${property} to ${first.values.at(-1)}, and no scene ever switches it to ${off}`,
      suggestion: `Add a step, or a scene, that sets ${property} to ${off}`,
    };
  }
}
