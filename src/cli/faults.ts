import { formatInstant } from '../core/calendar/index.ts';
import { checkFault, type Fault, type FaultEnd } from '../core/device/fault.ts';
import { faultProblem } from '../core/device/fault-problem.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { MilletError } from '../core/errors.ts';
import { findDevice } from '../core/find.ts';
import type { Home } from '../core/home.ts';
import type { TimedInput } from '../core/recording.ts';
import { Topics } from '../core/topics.ts';
import { asked } from './asked.ts';
import { splitAssignment } from './assignments.ts';
import { parseJson } from './json.ts';

import { askedInstant, type Span } from './span.ts';

/** A fault as people type it at a shell: its kind, and `PARAM=VALUE` for each parameter. */
export function parseFault(kind: string, assignments: readonly string[]): Fault | FaultEnd {
  const params = assignments.map((text) => {
    const { name, value } = splitAssignment(text, 'PARAM=VALUE');
    return [name, parseJson(value) ?? value] as const;
  });
  return checkFault({ kind, ...Object.fromEntries(params) });
}

/** `DEVICE=KIND[,PARAM=VALUE...][@TIME]`: an input then, or at the first instant of the span. */
export function readFaults(
  texts: readonly string[],
  { home, models }: { readonly home: Home; readonly models: ReadonlyMap<string, DeviceModel> },
  { from, until }: Span,
  prefix = 'millet',
): TimedInput[] {
  const topics = new Topics(prefix);
  const { timezone } = home.location;
  return texts.map((text) => {
    const { name: device, value: rest } = splitAssignment(
      text,
      'DEVICE=KIND[,PARAM=VALUE...][@TIME] after --fault',
    );
    const model = models.get(findDevice(home, device).model ?? '');
    if (!model) throw new MilletError(`${device} is not simulated, so --fault cannot reach it.`);
    const [given = '', time] = rest.split('@');
    const [kind = '', ...assignments] = given.split(',');
    const fault = asked('--fault', () => parseFault(kind, assignments));
    const problem = fault.kind === 'none' ? undefined : faultProblem(device, model, fault);
    if (problem !== undefined) throw new MilletError(`--fault: ${problem}`);
    const at = time === undefined ? from : askedInstant('--fault', time, timezone, from);
    if (at < from || at > until) {
      throw new MilletError(
        `--fault ${text}: ${formatInstant(timezone, at)} is outside of what is simulated.`,
      );
    }
    return { at, input: { type: 'message', topic: topics.fault(device), payload: JSON.stringify(fault) } };
  });
}
