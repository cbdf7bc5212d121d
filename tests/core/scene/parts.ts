import type { z } from 'zod';
import { defineDevice } from '../../../src/core/device/index.ts';
import type { Condition, storedSceneSchema } from '../../../src/core/scene/schema.ts';
import { homeWith, type TestHome, type TestHomeOptions } from '../../home.ts';

export type SceneFile = z.input<typeof storedSceneSchema>;
export type Steps = SceneFile['actions'];
export type Scenes = Readonly<Record<string, SceneFile>>;

const lamp = defineDevice({
  model: 'lamp',
  title: 'Lamp',
  properties: {
    power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off' },
    level: { type: 'integer', range: [0, 100_000], access: 'rwn', initial: 0 },
  },
  actions: {
    toggle: { run: (self) => self.set({ power: self.get('power') === 'on' ? 'off' : 'on' }) },
    jam: { run: (self) => self.refuse('it is jammed') },
  },
});

const sensor = defineDevice({
  model: 'sensor',
  title: 'Sensor',
  properties: {
    detected: { type: 'boolean', access: 'rn', initial: false, reading: true },
    amount: { type: 'number', range: [-1000, 1000], access: 'rn', initial: 0, reading: true },
    kind: { type: 'enum', values: ['a', 'b', 'c'], access: 'rn', initial: 'a', reading: true },
  },
  actions: {
    click: {
      params: { kind: { type: 'enum', values: ['single', 'double'] } },
      run: (self, { kind }) => self.emit('click', { kind }),
    },
  },
  events: { click: { data: { kind: { type: 'enum', values: ['single', 'double'] } } } },
});

const phone = defineDevice({
  model: 'phone',
  title: 'Phone',
  properties: { message: { type: 'string', access: 'rn', initial: '' } },
  actions: {
    notify: { params: { text: { type: 'string' } }, run: (self, { text }) => self.set({ message: text }) },
  },
});

export const models = new Map([lamp, sensor, phone].map((model) => [model.model, model]));

/** A home with a lamp, a sensor, and these scenes. Its devices are reached in no time. */
export function sceneHome(
  scenes: Scenes,
  {
    devices = {},
    ...options
  }: Omit<TestHomeOptions, 'home' | 'scenes' | 'models'> & { devices?: Parameters<typeof homeWith>[0] } = {},
): TestHome {
  return homeWith({ lamp: 'lamp', sensor: 'sensor', ...devices }, { scenes, models, ...options });
}

/** A scene that only says that it ran. */
export function fires(trigger: SceneFile['trigger'], more: Partial<SceneFile> = {}): SceneFile {
  return { trigger, actions: [{ notify: 'it ran' }], ...more };
}

/** An `if` step. */
export function when(condition: Condition, yes: Steps, no?: Steps, more: object = {}): Steps[number] {
  // biome-ignore lint/suspicious/noThenProperty: the contract's word, on an object that nobody awaits.
  return { if: condition, then: yes, else: no, ...more };
}

/** When a scene began to run, as times of day: `07:00:00.000`. */
export function times(home: TestHome, scene = 'scene'): string[] {
  return home
    .entries('run')
    .filter((entry) => entry.scene === scene)
    .map(({ time }) => home.simulated.simulation.formatTime(time).slice(11, -6));
}

/** Why a scene began to run. */
export function reasons(home: TestHome, scene = 'scene'): string[] {
  return home
    .entries('run')
    .filter((entry) => entry.scene === scene)
    .map(({ reason }) => reason);
}

/** What the triggers of a scene that nearly fired had to say. */
export function nearly(home: TestHome, scene = 'scene'): string[] {
  return home
    .entries('trigger')
    .filter((entry) => entry.scene === scene && !entry.fired)
    .map(({ reason }) => reason);
}

/** The traces of a scene, as they were published. */
export function traces(home: TestHome, scene = 'scene'): Record<string, unknown>[] {
  return home.sent(`scenes/${scene}/trace`).map(({ text }) => JSON.parse(text));
}

/** How each step of a scene's runs ended: `0 lamp set power=on: ok`. */
export function steps(home: TestHome, scene = 'scene'): string[] {
  return home
    .entries('run_end')
    .filter((entry) => entry.scene === scene)
    .flatMap((entry) => entry.steps)
    .map(({ step, does, result, message }) => {
      return `${step} ${does}: ${result}${message === undefined ? '' : ` (${message})`}`;
    });
}
