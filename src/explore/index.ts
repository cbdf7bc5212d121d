export { type HuntState, hunt } from './hunt.ts';
export { knobsOf } from './knobs.ts';
export { loadRules } from './load-rules.ts';
export type { Rules } from './rules.ts';
export { shrink } from './shrink.ts';
export { triersFor } from './try-all.ts';
