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
} from './model.ts';
export { defineDevice } from './model.ts';
