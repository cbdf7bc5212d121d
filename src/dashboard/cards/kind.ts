import type { PropertySpec } from '../../core/device/index.ts';

/** How a property is set by hand. `other`: a kind that the page does not know, set as JSON. */
export type ControlKind = 'switch' | 'choice' | 'select' | 'slider' | 'number' | 'time' | 'text' | 'other';

/** Few enough names to stand side by side. */
const mostChoices = 3;
/** More steps than this cannot be hit with a slider. */
const mostSliderSteps = 500;

/** The control for whatever a property, a parameter or a reading takes. */
export function controlFor(name: string, spec: Pick<PropertySpec, 'type'>): ControlKind {
  // A real device may say anything of itself.
  const known = spec as PropertySpec;
  switch (known.type) {
    case 'boolean':
      return 'switch';
    case 'enum':
      return known.values.length <= mostChoices ? 'choice' : 'select';
    case 'integer':
    case 'number': {
      if (!known.range) return 'number';
      const [low, high] = known.range;
      return (high - low) / (known.step ?? 1) <= mostSliderSteps ? 'slider' : 'number';
    }
    case 'string':
      return /(^|_)time$/.test(name) ? 'time' : 'text';
    default:
      return 'other';
  }
}

/** What was typed into a control of the kind `other`: JSON where it is JSON, a text otherwise. */
export function parseTyped(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function canWrite(spec: PropertySpec): boolean {
  return String(spec.access ?? 'r').includes('w');
}
