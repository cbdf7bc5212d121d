import type { Effects, Quantity } from '../device/surroundings.ts';
import type { Activity } from './activity.ts';
import {
  deposition,
  doorFlow,
  leakage,
  moistureBuffer,
  outdoorCo2,
  penetration,
  ppm,
  relativeHumidity,
  saturation,
  windowAiring,
} from './air.ts';
import { flowConductance, heatCapacity, outerConductance, partitionConductance, solarGain } from './heat.ts';
import { daylightFactor, lampLight } from './light.ts';
import type { Outdoors } from './outdoors.ts';
import { relax } from './relax.ts';

const secondsPerHour = 3_600;
const ceilingM = 2.6;
const thousand = 1_000;

export interface RoomPlan {
  readonly areaM2: number;
  readonly windowsM2: number;
}

/**
 * A room: what its air is like, and what acts on it.
 *
 * Its temperature, particles, CO2 and water each follow x' = rate (target - x), which `advance` solves exactly. Rates and
 * targets stay as they are until `aim` works them out anew: on each tick of the world, and whenever somebody or something
 * in the room changed. Its neighbours count with the values that they had on the last tick, so that the rooms do not
 * depend on the order in which they are reckoned, nor on how often one of them was brought up to date in between.
 */
export class Room {
  readonly name: string;
  readonly plan: RoomPlan;
  readonly volumeM3: number;
  readonly neighbours: Room[] = [];
  /** Degrees Celsius. */
  temperature = 20;
  /** Fine particles in ug/m3. */
  pm2_5 = 15;
  /** In ppm. */
  co2 = outdoorCo2;
  /** Water in the air, in g/m3. */
  water = 8;
  /** How many people are in it. */
  occupancy = 0;

  /** The sums of what all its devices do, in thousandths: whole numbers, that come out even when one is taken off again. */
  readonly #devices = { light: 0, heat: 0, cleanAir: 0, particles: 0, vapour: 0, daylight: 0, window: 0 };
  #curtains = 0;
  readonly #people = { heat: 0, co2: 0, vapour: 0, particles: 0 };
  /** As it was on the last tick, for the neighbours. */
  readonly #shown = { temperature: 20, pm2_5: 15, co2: outdoorCo2, water: 8 };
  /** Where each of them is heading, and how fast, per second. */
  readonly #temperature = { target: 0, rate: 0 };
  readonly #pm2_5 = { target: 0, rate: 0 };
  readonly #co2 = { target: 0, rate: 0 };
  readonly #water = { target: 0, rate: 0 };
  readonly #factor: number;
  readonly #outerWK: number;
  readonly #capacity: number;
  #instant: number;

  constructor(name: string, plan: RoomPlan, instant: number) {
    this.name = name;
    this.plan = plan;
    this.volumeM3 = plan.areaM2 * ceilingM;
    this.#factor = daylightFactor(plan.windowsM2, plan.areaM2);
    this.#outerWK = outerConductance(plan.areaM2, plan.windowsM2);
    this.#capacity = heatCapacity(plan.areaM2);
    this.#instant = instant;
  }

  /** Brings its air up to `instant`. */
  advance(instant: number): void {
    const seconds = (instant - this.#instant) / 1_000;
    if (seconds <= 0) return;
    this.temperature = relax(this.temperature, this.#temperature.target, this.#temperature.rate, seconds);
    this.pm2_5 = relax(this.pm2_5, this.#pm2_5.target, this.#pm2_5.rate, seconds);
    this.co2 = relax(this.co2, this.#co2.target, this.#co2.rate, seconds);
    this.water = relax(this.water, this.#water.target, this.#water.rate, seconds);
    this.#instant = instant;
  }

  /** Lets the neighbours see how it is now. */
  show(): void {
    this.#shown.temperature = this.temperature;
    this.#shown.pm2_5 = this.pm2_5;
    this.#shown.co2 = this.co2;
    this.#shown.water = this.water;
  }

  /** Works out where its air is heading, and how fast. */
  aim(outdoors: Outdoors): void {
    const { volumeM3: volume, plan } = this;
    const { weather } = outdoors;
    const devices = this.#devices;
    const people = this.#people;
    // A room without windows breathes through its doors, if it has any.
    const cracks = plan.windowsM2 > 0 || this.neighbours.length === 0 ? leakage * volume : 0;
    const airing = plan.windowsM2 > 0 ? (windowAiring * devices.window * volume) / thousand : 0;
    const outside = cracks + airing;
    const outsideWK = this.#outerWK + flowConductance(outside);

    let conductance = outsideWK;
    let warmth = outsideWK * weather.temperature;
    let flow = outside;
    let particles = (cracks * penetration + airing) * weather.pm2_5;
    let co2 = outside * outdoorCo2;
    let water = outside * weather.water;
    const betweenWK = partitionConductance + flowConductance(doorFlow);
    for (let index = 0; index < this.neighbours.length; index++) {
      const other = this.neighbours[index]!.#shown;
      conductance += betweenWK;
      warmth += betweenWK * other.temperature;
      flow += doorFlow;
      particles += doorFlow * other.pm2_5;
      co2 += doorFlow * other.co2;
      water += doorFlow * other.water;
    }
    const sun = solarGain(plan.windowsM2, outdoors.illuminance, this.#opening);
    const removal = flow + deposition * volume + devices.cleanAir / thousand;
    // mg a minute are 60,000 ug an hour; a litre of CO2 is 1,000 ppm of a m3.
    particles += (devices.particles / thousand + people.particles) * 60_000;
    this.#temperature.rate = conductance / this.#capacity;
    this.#temperature.target = (warmth + devices.heat / thousand + people.heat + sun) / conductance;
    this.#pm2_5.rate = removal / volume / secondsPerHour;
    this.#pm2_5.target = particles / removal;
    this.#co2.rate = flow / volume / secondsPerHour;
    this.#co2.target = (co2 + ppm(people.co2, 1)) / flow;
    this.#water.rate = flow / (volume * moistureBuffer) / secondsPerHour;
    // What is taken out of the air can at most be all of it.
    this.#water.target = Math.max(0, (water + devices.vapour / thousand + people.vapour) / flow);
  }

  /** A device does something else than before; undefined: it did, or does, nothing. */
  change(before: Effects | undefined, now: Effects | undefined): void {
    if (before) this.#count(before, -1);
    if (now) this.#count(now, 1);
  }

  /** Takes in who is here and what they do. */
  takePeople(all: readonly Activity[]): void {
    const sum = this.#people;
    sum.heat = sum.co2 = sum.vapour = sum.particles = 0;
    for (const activity of all) {
      sum.heat += activity.heat;
      sum.co2 += activity.co2;
      sum.vapour += activity.vapour;
      sum.particles += activity.particles;
    }
    this.occupancy = all.length;
  }

  /** A quantity as a sensor in this room would measure it. */
  read(quantity: Quantity, outdoors: Outdoors): number {
    switch (quantity) {
      case 'illuminance':
        return (
          this.#factor * outdoors.illuminance * this.#opening +
          lampLight(this.#devices.light / thousand, this.plan.areaM2)
        );
      case 'temperature':
        return this.temperature;
      case 'humidity':
        return relativeHumidity(this.water, this.temperature);
      case 'pm2_5':
        return this.pm2_5;
      case 'co2':
        return this.co2;
      case 'occupancy':
        return this.occupancy;
      case 'outdoor_illuminance':
      case 'outdoor_temperature':
      case 'outdoor_humidity':
      case 'outdoor_pm2_5':
        return outdoors.read(quantity);
    }
  }

  /** Somebody says how it is here: plays the world. */
  take(quantity: Quantity, value: number): void {
    switch (quantity) {
      case 'temperature':
        this.temperature = value;
        break;
      case 'humidity':
        this.water = (value / 100) * saturation(this.temperature);
        break;
      case 'pm2_5':
        this.pm2_5 = value;
        break;
      case 'co2':
        this.co2 = value;
        break;
      case 'illuminance':
      case 'occupancy':
      case 'outdoor_illuminance':
      case 'outdoor_temperature':
      case 'outdoor_humidity':
      case 'outdoor_pm2_5':
        // They are what lamps, people and the sun make them; nothing of them stays.
        break;
    }
  }

  /** How much of the daylight the curtains let in: their mean; all of it where there are none. */
  get #opening(): number {
    return this.#curtains === 0 ? 1 : this.#devices.daylight / thousand / this.#curtains;
  }

  #count(effects: Effects, sign: 1 | -1): void {
    const sum = this.#devices;
    sum.light += sign * Math.round((effects.light ?? 0) * thousand);
    sum.heat += sign * Math.round((effects.heat ?? 0) * thousand);
    sum.cleanAir += sign * Math.round((effects.cleanAir ?? 0) * thousand);
    sum.particles += sign * Math.round((effects.particles ?? 0) * thousand);
    sum.vapour += sign * Math.round((effects.vapour ?? 0) * thousand);
    sum.window += sign * Math.round((effects.window ?? 0) * thousand);
    if (effects.daylight === undefined) return;
    sum.daylight += sign * Math.round(effects.daylight * thousand);
    this.#curtains += sign;
  }
}
