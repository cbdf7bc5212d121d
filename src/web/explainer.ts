import {
  explainEntry,
  explainProperty,
  explainScene,
  nearMisses,
  whatIf,
} from '../analysis/explain/index.ts';
import { Problem } from './problem.ts';
import type { Explainer } from './why.ts';

/** Explains from the journal, as the command line does. */
export const explainer: Explainer = {
  scene: ({ entries }, scene, at) => explainScene(entries, scene, at),
  property: ({ entries }, device, prop, at) => explainProperty(entries, device, prop, at),
  entry: ({ entries }, seq) => explainEntry(entries, seq),
  nearMisses: ({ entries }, from, until, scene) =>
    nearMisses(entries, scene === undefined ? undefined : [scene], from, until),
  whatIf({ entries }, scene, at, values) {
    const line = entries.findLast(
      (entry) =>
        (entry.kind === 'run' || entry.kind === 'trigger') && entry.scene === scene && entry.time <= at,
    );
    if (!line) {
      throw new Problem(404, `${scene} did not run, nor nearly, by then.`, {
        hint: 'Ask about the time of one of its runs.',
      });
    }
    const changes = Object.entries(values).flatMap(([device, props]) =>
      Object.entries(props).map(([prop, value]) => ({ device, prop, value })),
    );
    return whatIf(entries, line.seq, changes);
  },
};
