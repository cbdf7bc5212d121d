export { finishedTest } from './candidate.ts';
export type { Material } from './fresh.ts';
export { type Catch, type HuntState, hunt } from './hunt.ts';
export { type KnobKind, knobKinds, knobsOf } from './knobs.ts';
export { landmarksOf } from './landmarks.ts';
export { loadRules } from './load-rules.ts';
export { describeRules, onlyRule, type Rules } from './rules.ts';
export { shrink } from './shrink.ts';
export { triersFor } from './try-all.ts';
