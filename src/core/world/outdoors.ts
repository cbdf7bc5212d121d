import { type Place, sunAltitude } from '../calendar/index.ts';
import type { OutdoorQuantity } from '../device/surroundings.ts';
import { daylight } from './light.ts';
import { createWeather, type Weather } from './weather.ts';

/** What is outside, brought up to an instant by `update`. */
export class Outdoors {
  readonly weather: Weather = {
    cloud: 0,
    temperature: 0,
    dayMean: 0,
    water: 0,
    humidity: 0,
    pm2_5: 0,
  };
  /** The sun's height in degrees. */
  sun = 0;
  /** Daylight on open ground, in lx. */
  illuminance = 0;
  readonly #place: Place;
  readonly #fill: (instant: number, out: Weather) => void;

  constructor(seed: number, place: Place) {
    this.#place = place;
    this.#fill = createWeather(seed, place);
  }

  update(instant: number): void {
    this.#fill(instant, this.weather);
    this.sun = sunAltitude(instant, this.#place);
    this.illuminance = daylight(this.sun, this.weather.cloud);
  }

  /** A quantity as a sensor outside would measure it. */
  read(quantity: OutdoorQuantity): number {
    switch (quantity) {
      case 'outdoor_illuminance':
        return this.illuminance;
      case 'outdoor_temperature':
        return this.weather.temperature;
      case 'outdoor_humidity':
        return this.weather.humidity;
      case 'outdoor_pm2_5':
        return this.weather.pm2_5;
    }
  }
}
