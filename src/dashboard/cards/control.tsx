import { useSignal } from '@preact/signals';
import type { PropertySpec } from '../../core/device/index.ts';
import { showValue } from '../house/state-word.ts';
import { controlFor, parseTyped } from './kind.ts';

export interface ControlProps {
  readonly id: string;
  /** Of the property or parameter. */
  readonly name: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly spec: PropertySpec;
  /** As the device said it last. */
  readonly value: unknown;
  readonly onCommit: (value: unknown) => void;
}

/** The control that suits what a property takes. It always shows what the device said, never what was wished. */
export function Control(props: ControlProps) {
  const { id, name, label, spec, value, onCommit } = props;
  const kind = controlFor(name, spec);
  switch (kind) {
    case 'switch':
      return (
        <button
          id={id}
          type="button"
          role="switch"
          class="switch"
          aria-checked={value === true}
          aria-label={label}
          onClick={() => onCommit(value !== true)}
        >
          {value === undefined ? 'unknown' : value ? 'yes' : 'no'}
        </button>
      );
    case 'choice':
      return (
        <div id={id} class="segments" role="group" aria-label={label}>
          {choicesOf(spec).map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={value === choice}
              onClick={() => onCommit(choice)}
            >
              {choice}
            </button>
          ))}
        </div>
      );
    case 'select':
      return (
        <select
          id={id}
          aria-label={label}
          value={String(value ?? '')}
          onChange={(event) => {
            const wished = event.currentTarget.value;
            event.currentTarget.value = String(value ?? '');
            onCommit(wished);
          }}
        >
          {value === undefined && <option value="">unknown</option>}
          {choicesOf(spec).map((choice) => (
            <option key={choice} value={choice}>
              {choice.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      );
    case 'slider':
      return <Slider {...props} />;
    case 'number':
    case 'time':
    case 'text':
    case 'other':
      return <Typed {...props} kind={kind} />;
  }
}

/** While it is dragged it says what is wished; let go, it is what the device says. */
function Slider({ id, label, spec, value, onCommit }: ControlProps) {
  const draft = useSignal<number | undefined>(undefined);
  const { range, step } = spec as { range: readonly [number, number]; step?: number };
  const actual = typeof value === 'number' ? value : range[0];
  return (
    <span class="slider">
      <input
        id={id}
        type="range"
        min={range[0]}
        max={range[1]}
        step={step ?? (spec.type === 'integer' ? 1 : 'any')}
        value={draft.value ?? actual}
        aria-label={label}
        aria-valuetext={showValue(draft.value ?? value, spec)}
        onInput={(event) => {
          draft.value = event.currentTarget.valueAsNumber;
        }}
        onChange={(event) => {
          const wished = event.currentTarget.valueAsNumber;
          draft.value = undefined;
          event.currentTarget.value = String(actual);
          onCommit(wished);
        }}
      />
      <span class="slider-value">
        {draft.value === undefined ? showValue(value, spec) : `→ ${showValue(draft.value, spec)}`}
      </span>
    </span>
  );
}

function Typed({
  id,
  label,
  spec,
  value,
  onCommit,
  kind,
}: ControlProps & { kind: 'number' | 'time' | 'text' | 'other' }) {
  const draft = useSignal<string | undefined>(undefined);
  const shown = kind === 'other' ? JSON.stringify(value ?? null) : String(value ?? '');
  return (
    <form
      class="typed"
      onSubmit={(event) => {
        event.preventDefault();
        const text = draft.value;
        draft.value = undefined;
        if (text === undefined) return;
        onCommit(kind === 'number' ? Number(text) : kind === 'other' ? parseTyped(text) : text);
      }}
    >
      <input
        id={id}
        // One input for three kinds: the types of each kind's own attributes do not meet.
        type={(kind === 'other' ? 'text' : kind) as 'text'}
        step="any"
        aria-label={label}
        title={kind === 'other' ? `A value of the kind ${spec.type}, as JSON` : undefined}
        value={draft.value ?? shown}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
      />
      <button type="submit" disabled={draft.value === undefined}>
        Set
      </button>
    </form>
  );
}

function choicesOf(spec: PropertySpec): readonly string[] {
  return spec.type === 'enum' ? spec.values : [];
}
