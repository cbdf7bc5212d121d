import type { Cause } from '../journal.ts';
import type { Device } from './device.ts';

/**
 * What a property can sense: of the room in which its device stands, and of the outdoors, which are the same for all.
 *
 * illuminance in lx; temperature in degrees Celsius; relative humidity in %; fine particles (PM2.5) in ug/m3; CO2 in
 * ppm; occupancy in people.
 */
export const quantities = [
  'illuminance',
  'temperature',
  'humidity',
  'pm2_5',
  'co2',
  'occupancy',
  'outdoor_illuminance',
  'outdoor_temperature',
  'outdoor_humidity',
  'outdoor_pm2_5',
] as const;

export type Quantity = (typeof quantities)[number];
export type OutdoorQuantity = Extract<Quantity, `outdoor_${string}`>;

/** A quantity, and which of its changes are worth a message. A property that senses rounds to its own step. */
export type Sense =
  | Quantity
  | {
      readonly quantity: Quantity;
      /** The least change that is news, in the unit of the quantity. Default: one step of the property. */
      readonly change?: number;
      /** The least change that is news, as a share of what was last said: 0.1 is a tenth. */
      readonly share?: number;
    };

/** What a device does to the room in which it stands. All that is left out is nothing. */
export interface Effects {
  /** Luminous flux of its lamps, in lm. */
  readonly light?: number;
  /** Heat it gives to the room, in W; what it takes away is negative. */
  readonly heat?: number;
  /** Air that it frees from particles, in m3 an hour: the "clean air delivery rate". */
  readonly cleanAir?: number;
  /** Fine particles that it gives off, in mg a minute. */
  readonly particles?: number;
  /** Water that it evaporates, in g an hour; what it takes from the air is negative. */
  readonly vapour?: number;
  /** How much of a window's daylight it lets in, from 0 to 1. Several in a room: their mean. */
  readonly daylight?: number;
  /** How far it says that a window stands open, from 0 to 1. Several in a room add up. */
  readonly window?: number;
}

/** Whoever something belongs to, as far as their things can know: a phone goes along, a car waits at the door. */
export interface Owner {
  readonly name: string;
  readonly home: boolean;
  readonly asleep: boolean;
  /** On a trip: since when, until when (undefined: nobody knows), and how long the way is. Instants and ms. */
  readonly trip?: { readonly left: number; readonly back: number | undefined; readonly wayMs: number };
}

/** The world around the devices, as they see it. */
export interface Surroundings {
  /** In the first turn of a device: its readings become what the world is like. */
  starting(device: Device): void;
  /** Properties of a device have changed, in a turn that `cause` led to. */
  changed(device: Device, cause: Cause | undefined): void;
}
