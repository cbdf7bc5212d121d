import type { DeviceConfig } from './context.ts';
import type { DeviceModel, EventSpec, Params, PropertySpec } from './model.ts';

/** What a device says of itself on its `info` topic. */
export interface DeviceInfo {
  readonly model: string;
  readonly title: string;
  readonly name: string;
  readonly room?: string;
  readonly link: string;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly actions: Readonly<Record<string, { readonly description?: string; readonly params: Params }>>;
  readonly events: Readonly<Record<string, EventSpec>>;
}

/** Made once for all devices of a model: in a large home these would be more than what happens there. */
const actionsOf = new WeakMap<DeviceModel, DeviceInfo['actions']>();

export function describeDevice(config: DeviceConfig, model: DeviceModel): DeviceInfo {
  let actions = actionsOf.get(model);
  if (!actions) {
    actions = describeActions(model);
    actionsOf.set(model, actions);
  }
  return {
    model: model.model,
    title: model.title,
    name: config.name,
    ...(config.room === undefined ? {} : { room: config.room }),
    link: config.link,
    properties: model.properties,
    actions,
    events: model.events ?? {},
  };
}

function describeActions(model: DeviceModel): DeviceInfo['actions'] {
  const actions = Object.entries(model.actions ?? {}).map(([name, { description, params = {} }]) => {
    return [name, { ...(description === undefined ? {} : { description }), params }] as const;
  });
  return Object.fromEntries(actions);
}
