import { type Fault, nameFault } from '../../core/device/fault.ts';
import type { FaultState } from '../api.ts';

/** What is wrong with a device after one fault has begun or ended: it takes the place of an earlier one of its kind. */
export function faultsAfter(
  before: readonly FaultState[],
  fault: Fault,
  isOver: boolean,
  time: number,
): FaultState[] {
  const prop = 'prop' in fault ? (fault.prop ?? null) : null;
  const others = before.filter((each) => each.kind !== fault.kind || each.prop !== prop);
  return isOver ? others : [...others, { kind: fault.kind, prop, words: nameFault(fault), since: time }];
}
