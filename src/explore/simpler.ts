import type { Fault } from '../core/device/fault.ts';
import { faultProblem } from '../core/device/fault-problem.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { isRecord } from '../core/device/request.ts';
import { accepts, type Value } from '../core/device/value.ts';
import type { TestedHome } from '../testing/index.ts';
import { type Candidate, type Deed, type Givens, inOrder, onDate, type TimedDeed } from './candidate.ts';
import { costOf } from './cost.ts';
import { firstDay } from './fresh.ts';
import { plainFault } from './knobs.ts';

const SECOND = 1000;
const MINUTE = 60_000;
/** How long before the end a test may begin, in minutes. */
const leads = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 960];
/** The first days that are tried instead of any other: a Monday, and the Saturday after it. */
const plainDays = [firstDay, { ...firstDay, day: firstDay.day + 5 }];

/** Whatever is a little simpler than a candidate that breaks a rule at `brokenAt`, the simplest first. */
export function simpler(candidate: Candidate, brokenAt: number, tested: TestedHome): Candidate[] {
  const cost = costOf(candidate);
  return [
    ...beginningLater(candidate, brokenAt),
    ...closer(candidate, brokenAt),
    ...withFewerDeeds(candidate),
    ...withFewerGivens(candidate),
    ...plainer(candidate, tested),
  ]
    .map((one) => ({ one, cost: costOf(one) }))
    .filter((other) => other.cost < cost)
    .sort((a, b) => a.cost - b.cost)
    .map(({ one }) => one);
}

function beginningLater(candidate: Candidate, brokenAt: number): Candidate[] {
  return leads
    .map((lead) => Math.floor((brokenAt - lead * MINUTE) / MINUTE) * MINUTE)
    .filter((start) => start > candidate.from)
    .flatMap((from) => [
      { ...candidate, from, deeds: candidate.deeds.filter(({ at }) => at > from) },
      // What was done before is done at the beginning instead.
      {
        ...candidate,
        from,
        deeds: candidate.deeds.map(({ at, deed }) => ({ at: Math.max(at, from), deed })),
      },
    ]);
}

/** With less time between one thing and the next, and between the last one and the end. */
function closer(candidate: Candidate, brokenAt: number): Candidate[] {
  const { deeds, from } = candidate;
  return deeds.flatMap(({ at }, index) => {
    const next = deeds[index + 1]?.at ?? brokenAt;
    const shift = Math.floor((next - at) / MINUTE) * MINUTE - MINUTE;
    if (shift <= 0) return [];
    const moved = deeds.map((deed, place) => (place <= index ? { ...deed, at: deed.at + shift } : deed));
    return [{ ...candidate, from: from + shift, deeds: moved }];
  });
}

/** With half of what happens left out, and with one thing less. */
function withFewerDeeds(candidate: Candidate): Candidate[] {
  return parts(candidate.deeds).map((deeds) => ({ ...candidate, deeds }));
}

function withFewerGivens(candidate: Candidate): Candidate[] {
  const values = Object.entries(candidate.given).flatMap(([device, props]) =>
    Object.entries(props).map(([prop, value]) => ({ device, prop, value })),
  );
  return parts(values).map((kept) => {
    const given: Record<string, Record<string, Value>> = {};
    for (const { device, prop, value } of kept) given[device] = { ...given[device], [prop]: value };
    return { ...candidate, given: given satisfies Givens };
  });
}

/** A list without one half of it, without each quarter, and without each one. */
function parts<T>(list: readonly T[]): T[][] {
  const shorter: T[][] = [];
  for (const share of [2, 4]) {
    const size = Math.ceil(list.length / share);
    if (size > 1)
      for (let begin = 0; begin < list.length; begin += size) shorter.push(list.toSpliced(begin, size));
  }
  return [...shorter, ...list.map((_, index) => list.toSpliced(index, 1))];
}

/** Without people, with the usual seed, on the usual day, on whole minutes, and with plain values. */
function plainer(candidate: Candidate, tested: TestedHome): Candidate[] {
  const { deeds, from } = candidate;
  const { timezone } = tested.home.location;
  const others: Candidate[] = plainDays.map((day) => onDate(candidate, day, timezone));
  if (candidate.residents) others.push({ ...candidate, residents: false });
  if (candidate.seed !== 1) others.push({ ...candidate, seed: 1 });
  for (const [index, { at, deed }] of deeds.entries()) {
    const with_ = (other: TimedDeed): Candidate => ({
      ...candidate,
      deeds: inOrder(deeds.with(index, other)),
    });
    for (const unit of [MINUTE, SECOND]) {
      const whole = Math.floor(at / unit) * unit;
      if (whole !== at && whole >= from) others.push(with_({ at: whole, deed }));
    }
    for (const plain of plainerDeeds(deed, tested)) others.push(with_({ at, deed: plain }));
  }
  return others;
}

function plainerDeeds(deed: Deed, { home, models }: TestedHome): Deed[] {
  if (!('device' in deed)) return [];
  const model = models.get(home.devices[deed.device]?.model ?? '');
  if (!model) return [];
  if ('fault' in deed) {
    return plainerFaults(deed.device, deed.fault, model).map((fault) => ({
      ...deed,
      fault: plainFault(fault),
    }));
  }
  if ('method' in deed) {
    const specs = model.actions?.[deed.method]?.params ?? {};
    const { params = {}, ...bare } = deed;
    return Object.keys(params)
      .filter((name) => specs[name]?.default !== undefined)
      .map((name) => {
        const { [name]: _left, ...rest } = params;
        return Object.keys(rest).length > 0 ? { ...bare, params: rest } : bare;
      });
  }
  if ('set' in deed) return rounder(deed.set, model).map((set) => ({ ...deed, set }));
  return rounder(deed.stimulate, model).map((stimulate) => ({ ...deed, stimulate }));
}

/** Without each of its details, and as bad as can be. */
function plainerFaults(device: string, fault: unknown, model: DeviceModel): Fault[] {
  if (!isRecord(fault)) return [];
  const { for: _for, ...lasting } = fault;
  const { share: _share, ...whole } = lasting;
  const all = [
    lasting,
    { ...fault, share: 1 },
    { ...lasting, share: 1 },
    ...(fault.kind === 'lossy' ? [] : [whole]),
  ];
  return (all as Fault[]).filter(
    (other) =>
      ('share' in other ? 'share' in fault : true) && faultProblem(device, model, other) === undefined,
  );
}

/** With numbers that are rounder. */
function rounder<T>(
  values: Readonly<Record<string, T | number>>,
  model: DeviceModel,
): Record<string, T | number>[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const spec = model.properties[name];
    if (typeof value !== 'number' || !spec) return [];
    return [100, 10, 1]
      .map((unit) => Math.round(value / unit) * unit)
      .filter((other) => other !== value && accepts(spec, other))
      .map((other) => ({ ...values, [name]: other }));
  });
}
