import { mdiHelpRhombusOutline } from '@mdi/js';
import { useSignal } from '@preact/signals';
import type { PropertySpec } from '../../core/device/index.ts';
import type { Change, ConditionCheck, WhatIf, WhatIfBody } from '../../web/api.ts';
import { Control } from '../cards/control.tsx';
import { deviceCard } from '../live/home.ts';
import { postJson, sentenceOf } from '../live/http.ts';
import { forkQuery } from '../live/moment.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Problem } from '../ui/problem.tsx';
import { placeIn } from './place-in.ts';

interface WhatIfFormProps {
  readonly scene: string;
  readonly at: number;
  readonly changes: readonly Change[];
  readonly conditions: readonly ConditionCheck[];
}

type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A recorded run judged again with other values. Nothing in the home is touched. */
export function WhatIfForm({ scene, at, changes, conditions }: WhatIfFormProps) {
  const values = useSignal<Values>(valuesOf(changes));
  const answer = useSignal<WhatIf | undefined>(undefined);
  const problem = useSignal('');
  const places = placesOf(conditions);
  if (places.length === 0) return null;

  const judge = async (): Promise<void> => {
    problem.value = '';
    const body = { scene, at, values: values.value } as WhatIfBody;
    try {
      answer.value = await postJson<WhatIf>('what-if', body, forkQuery.value);
    } catch (error) {
      problem.value = sentenceOf(error);
    }
  };

  return (
    <section class="what-if stack" aria-label="What if">
      <h3>What if…</h3>
      {places.map(({ device, prop, actual }) => {
        const spec = deviceCard(device)?.properties[prop];
        if (!spec) return null;
        return (
          <div key={`${device}.${prop}`} class="property">
            <span class="property-name">
              {device}.{prop}
            </span>
            <Control
              id={`if-${device}-${prop}`}
              name={prop}
              label={`What if ${device} ${prop}`}
              spec={spec as PropertySpec}
              value={values.value[device]?.[prop] ?? actual}
              onCommit={(value) => {
                values.value = {
                  ...values.value,
                  [device]: { ...values.value[device], [prop]: value },
                };
              }}
            />
          </div>
        );
      })}
      <button type="button" onClick={() => void judge()}>
        <Glyph path={mdiHelpRhombusOutline} /> What if
      </button>
      {problem.value !== '' && <Problem text={problem.value} />}
      {answer.value && (
        <p class={`sentence what-if-answer ${answer.value.would ? 'ran' : 'blocked'}`} role="status">
          {answer.value.sentence}
        </p>
      )}
    </section>
  );
}

function valuesOf(changes: readonly Change[]): Values {
  const values: Record<string, Record<string, unknown>> = {};
  for (const change of changes) {
    if (!('prop' in change)) continue;
    values[change.device] = { ...values[change.device], [change.prop]: change.value };
  }
  return values;
}

function placesOf(
  conditions: readonly ConditionCheck[],
): { readonly device: string; readonly prop: string; readonly actual: unknown }[] {
  return conditions.flatMap((check) => {
    if (check.parts) return placesOf(check.parts);
    const place = placeIn(check.condition);
    return place ? [{ ...place, actual: check.actual }] : [];
  });
}
