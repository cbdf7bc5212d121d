export { batteryProperty, drainBattery } from './battery.ts';
export type {
  Action,
  DeviceModel,
  EventSpec,
  ParamSpec,
  Params,
  Properties,
  PropertySpec,
  Self,
  Timer,
  ValuesOf,
} from './model.ts';
export { defineDevice } from './model.ts';
export type { Effects, Owner, Quantity, Sense } from './surroundings.ts';
