/** What `import ... from 'millet'` gives: all that a model of a device needs. */
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
} from './core/device/index.ts';
export { defineDevice } from './core/device/index.ts';
