export { explainEntry } from './entry.ts';
export { nearMisses } from './near.ts';
export { explainProperty } from './property.ts';
export { type ExplainOptions, explainScene } from './scene.ts';
export type {
  Change,
  ConditionCheck,
  Effect,
  EntryExplanation,
  Instead,
  Link,
  NearMiss,
  Origin,
  PropertyExplanation,
  RunExplanation,
  RunGlance,
  SceneExplanation,
  StepCall,
  StepCheck,
  TriggerCheck,
  WhatIf,
} from './types.ts';
export { whatIf } from './what-if.ts';
export { showOutcome, showTook } from './words.ts';
