import { computed, effect, signal } from '@preact/signals';
import type { CheckedText, SceneFile } from '../../web/api.ts';
import { seq } from '../live/home.ts';
import { ApiFailure, getJson, postJson, putJson, sentenceOf } from '../live/http.ts';
import { chosen } from '../live/selection.ts';

/** A scene that is being read or written. */
export interface OpenDocument {
  readonly id: string;
  readonly isNew: boolean;
  /** Counts the openings: another file is another editor. */
  readonly opened: number;
  /** As it stands in the file, and which version of it that is. */
  readonly saved: string;
  readonly version: string | null;
  readonly text: string;
  /** What the validator last said of the text. */
  readonly checked: CheckedText | undefined;
}

export const document = signal<OpenDocument | undefined>(undefined);
export const isChanged = computed(
  () => document.value !== undefined && document.value.text !== document.value.saved,
);
export const saving = signal(false);
export const saveProblem = signal<string | undefined>(undefined);

/** The article's scene, which is valid in the demo home. */
const morningRoutine = `name: Morning routine
trigger: { type: time, value: "07:00" }
conditions:
  - { device: motion_sensor, prop: detected, value: true }
actions:
  - { device: smart_curtain, method: open, params: { percent: 100 } }
  - { device: coffee_maker, method: brew, params: { type: espresso } }
  - { device: air_purifier, method: set_mode, params: { mode: auto } }
`;

/** How long nothing must have been typed before the text is checked. */
const calmMs = 120;
/** How often the conditions are judged anew while the home goes on. */
const judgeMs = 1_000;

let openings = 0;
let opening: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function openScene(id: string): Promise<void> {
  if (opening === id) return;
  opening = id;
  try {
    const { text, version } = await getJson<SceneFile>(`scenes/${id}`);
    if (opening !== id) return;
    show({ id, isNew: false, saved: text, version, text });
  } catch (error) {
    saveProblem.value = sentenceOf(error);
  } finally {
    if (opening === id) opening = undefined;
  }
}

export function newScene(): void {
  opening = undefined;
  show({ id: '', isNew: true, saved: '', version: null, text: morningRoutine });
}

export function nameScene(id: string): void {
  if (document.value) document.value = { ...document.value, id };
}

export function typeText(text: string): void {
  const open = document.value;
  if (!open || open.text === text) return;
  document.value = { ...open, text };
  saveProblem.value = undefined;
  checkSoon(calmMs);
}

/** Writes the file; the running home takes it at once. A text with mistakes is refused, and nothing changes. */
export async function saveScene(): Promise<void> {
  const open = document.value;
  if (!open || saving.value) return;
  saving.value = true;
  saveProblem.value = undefined;
  const { id, text, version } = open;
  try {
    const file = await putJson<SceneFile>(`scenes/${id}`, { text, version });
    const now = document.value;
    if (now?.opened === open.opened) {
      document.value = { ...now, isNew: false, saved: text, version: file.version };
      chosen.value = { scene: id };
    }
  } catch (error) {
    saveProblem.value =
      error instanceof ApiFailure && error.status === 409
        ? `${sentenceOf(error)} Open it again to see what it says now.`
        : sentenceOf(error);
  } finally {
    saving.value = false;
  }
}

/** While the home goes on, what is true of the conditions changes. */
export function followHome(): () => void {
  return effect(() => {
    void seq.value;
    if (document.peek()) checkSoon(judgeMs);
  });
}

function show(parts: Omit<OpenDocument, 'opened' | 'checked'>): void {
  saveProblem.value = undefined;
  document.value = { ...parts, opened: ++openings, checked: undefined };
  void check();
}

function checkSoon(afterMs: number): void {
  // A typed letter is checked sooner than a home that merely goes on, and puts off what was planned.
  if (timer !== undefined && afterMs === judgeMs) return;
  clearTimeout(timer);
  timer = setTimeout(() => void check(), afterMs);
}

async function check(): Promise<void> {
  timer = undefined;
  const open = document.value;
  if (!open) return;
  const { id, text, opened } = open;
  try {
    const checked = await postJson<CheckedText>('check', { ...(id === '' ? {} : { id }), text });
    const now = document.value;
    // A late answer to an older text is no answer.
    if (now?.opened === opened && now.text === text) document.value = { ...now, checked };
  } catch (error) {
    saveProblem.value = sentenceOf(error);
  }
}
