import type { Value } from '../../../core/device/value.ts';
import { plain } from '../../../core/scene/comparison.ts';
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
    const on = effects.filter(({ values }) => counterparts.has(values.at(-1)!));
    const [first] = on;
    if (!first || !specOf(first, analysis.household)) continue;
    const off = counterparts.get(first.values.at(-1)!)!;
    // A toggle was tried from both ends; whatever ends at off can put it out.
    if (effects.some(({ values }) => values.includes(off))) continue;
    const places = on.map(({ step }) => ({ scene: step.scene, path: step.path }));
    const scenes = new Set(on.map(({ step }) => step.scene));
    const others = scenes.size === 1 ? '' : ` (and ${scenes.size - 1} more)`;
    yield {
      code: 'left-on',
      places: places.filter(
        ({ scene }, index) => places.findIndex((place) => place.scene === scene) === index,
      ),
      message: `${first.step.scene}${others} switches ${property} to ${plain(first.values.at(-1)!)}, and no scene ever switches it to ${plain(off)}`,
      suggestion: `Add a step, or a scene, that sets ${property} to ${plain(off)}`,
      certain: true,
    };
  }
}
