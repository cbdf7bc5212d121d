export type { Household } from './facts.ts';
export { findDoubts } from './find.ts';
export type { Place, Proof, SceneFinding, Wanted } from './finding.ts';
export type { Deed, Scenario } from './scenario.ts';
