import type { EventSpec, Params, PropertySpec } from '../../core/device/model.ts';

/** What does not change while the home runs. */
export interface HomeInfo {
  readonly name: string;
  readonly location: { readonly latitude: number; readonly longitude: number; readonly timezone: string };
  /** In the order of the home file. */
  readonly rooms: readonly RoomInfo[];
  readonly entrance: string | null;
  /** In the order of the home file. */
  readonly devices: readonly DeviceCard[];
  readonly residents: readonly { readonly name: string; readonly has: readonly string[] }[];
  /** The first level of its topics. */
  readonly prefix: string;
  /** The broker's address, without a password. */
  readonly broker: string;
  readonly seed: number;
  /** When the session began. */
  readonly start: number;
  readonly version: string;
}

export interface RoomInfo {
  readonly name: string;
  /** In m2. */
  readonly area: number;
  /** Glass, in m2; 0 is a room without a window. */
  readonly windows: number;
  /** Rooms next door; each pair is named from both sides. */
  readonly beside: readonly string[];
}

export interface DeviceCard {
  readonly id: string;
  /** What people call it; its id where the home gives it no name. */
  readonly name: string;
  readonly room: string | null;
  readonly link: string;
  /** false: a real device. What it can do is known only if the home file names its model. */
  readonly simulated: boolean;
  readonly model: string | null;
  readonly title: string | null;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly actions: Readonly<Record<string, { readonly description?: string; readonly params: Params }>>;
  readonly events: Readonly<Record<string, EventSpec>>;
}
