/** What `import ... from 'millet'` gives: all that a model of a device needs. */
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
