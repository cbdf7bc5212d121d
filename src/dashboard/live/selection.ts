import { signal } from '@preact/signals';

/** What one looks at: it is lit in the house, on the timeline, in the scene and on the wire alike. */
export interface Selection {
  readonly device?: string;
  readonly prop?: string;
  readonly scene?: string;
  /** A line of the journal. */
  readonly seq?: number;
}

/** Chosen with a click or a key; stays. */
export const chosen = signal<Selection>({});
/** Under the pointer or the focus; goes with it. */
export const hovered = signal<Selection>({});

export function isLit(device: string): boolean {
  return hovered.value.device === device || chosen.value.device === device;
}

export function isSceneLit(scene: string): boolean {
  return hovered.value.scene === scene || chosen.value.scene === scene;
}

/** What a thing on the page carries so that hovering it lights up the same thing everywhere. */
export function lights(what: Selection) {
  return {
    onPointerEnter: () => {
      hovered.value = what;
    },
    onPointerLeave: () => {
      hovered.value = {};
    },
    onFocus: () => {
      hovered.value = what;
    },
    onBlur: () => {
      hovered.value = {};
    },
  };
}
