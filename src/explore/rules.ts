import { z } from 'zod';
import { type Rule, ruleSchema } from '../core/scene/rule.ts';
import { sourcesOf } from '../core/scene/sources.ts';
import { plainConditions } from '../core/scene/walk.ts';
import { describeRule } from '../core/scene/words.ts';

/** What must never, and what must always be so. */
export interface Rules {
  readonly never: readonly Rule[];
  readonly always: readonly Rule[];
}

/** A file of rules, where they do not stand in home.yaml. */
export const rulesFileSchema = z.strictObject({
  never: z.array(ruleSchema).optional().describe('What must not be so at any moment.'),
  always: z.array(ruleSchema).optional().describe('What must be so at every moment.'),
});

/** Nothing but one of the rules: `never.0` is the first of `never`. */
export function onlyRule(rules: Rules, id: string): Rules {
  const [kind, index] = id.split('.') as ['never' | 'always', string];
  return { never: [], always: [], [kind]: [rules[kind][Number(index)]!] };
}

/** Rules in words: `never heater.power is on`. */
export function describeRules({ never, always }: Rules): string[] {
  return [
    ...never.map((rule) => `never ${describeRule(rule)}`),
    ...always.map((rule) => `always ${describeRule(rule)}`),
  ];
}

/** The devices that rules name. */
export function devicesNamedIn({ never, always }: Rules): ReadonlySet<string> {
  const parts = [...never, ...always].flatMap((rule) => plainConditions(rule));
  return new Set(
    parts.flatMap((part) =>
      'prop' in part ? sourcesOf(part).map(({ device }) => device) : 'device' in part ? [part.device] : [],
    ),
  );
}
