import type { SceneRuntime } from '../../core/scene/runtime.ts';
import type { PropertyCondition, Trigger } from '../../core/scene/schema.ts';
import type { Standing } from '../../core/scene/watch.ts';
import type { Moment } from './moment.ts';
import type { Need } from './needs.ts';
import type { Told } from './rehearsal.ts';
import type { TriggerCheck } from './types.ts';

type TriggerWatch = SceneRuntime['triggerWatches'][number];

/** What a trigger was asked about. */
export interface TriggerQuestion {
  readonly scene: string;
  readonly index: number;
  readonly trigger: Trigger;
  /** What watches for it, as it stood at the moment. */
  readonly watch: TriggerWatch;
  /** What the trigger said within the stretch. */
  readonly told: readonly Told[];
  /** The end of the stretch that was asked about, not included. */
  readonly until: number;
  /** Conditions of the scene on properties: an example that they match, too, is the better one. */
  readonly conditions: readonly PropertyCondition[];
  readonly moment: Moment;
}

/** Why a trigger did not fire, and what it would have needed. */
export type Finding = Pick<TriggerCheck, 'status' | 'sentence'> &
  Partial<Pick<TriggerCheck, 'wanted' | 'actual' | 'missedBy' | 'origin' | 'next'>> & { readonly need: Need };

/** How the edge of a trigger stands, if it waits for one. */
export function standingOf(watch: TriggerWatch): Standing | undefined {
  return watch && 'standing' in watch ? watch.standing : undefined;
}
