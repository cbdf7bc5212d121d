/** What `import ... from 'millet'` gives: all that a model of a device needs, and simulations for tests of your own. */
export type {
  Action,
  DeviceModel,
  Effects,
  EventSpec,
  Owner,
  ParamSpec,
  Params,
  Properties,
  PropertySpec,
  Quantity,
  Self,
  Sense,
  Timer,
  ValuesOf,
} from './core/device/index.ts';
export { batteryProperty, defineDevice, drainBattery } from './core/device/index.ts';
export { MilletError } from './core/errors.ts';
export { defineScene } from './library/define-scene.ts';
export {
  type Asked,
  type Deed,
  type Fault,
  type JournalLine,
  type LoadedHome,
  loadHome,
  type Reply,
  type SceneRun,
  type SessionOptions,
  type SimulatedSession,
  simulate,
} from './library/index.ts';
