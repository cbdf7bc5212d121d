import type { Place } from '../calendar/index.ts';
import { relativeHumidity, saturation } from './air.ts';
import { createNoise } from './noise.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const yearMs = 365.2425 * dayMs;
const year2000 = 946_684_800_000;
const degree = Math.PI / 180;

/** The outdoors at one instant. */
export interface Weather {
  /** From 0, clear, to 1, overcast. */
  cloud: number;
  /** Degrees Celsius. */
  temperature: number;
  /** The mean of the day around it, in degrees Celsius. */
  dayMean: number;
  /** Water in the air, in g/m3. */
  water: number;
  /** Relative, in %. */
  humidity: number;
  /** Fine particles, in ug/m3. */
  pm2_5: number;
}

/**
 * The climate of a place: the temperature to expect on a day, and how far the day swings around it, in degrees Celsius.
 *
 * The mean of the year by latitude is that of North's energy balance model, 14.9 - 28.0 P2(sin latitude) (North, Cahalan
 * & Coakley, 1981). The seasons swing by 20 sin(latitude): between an ocean's 15 and a continent's 30; hottest a month
 * after the longest day. The day swings with the sun's height, cos(latitude) cos(declination): not at all at the poles.
 */
export function climateAt(instant: number, latitude: number): { mean: number; swing: number } {
  const sine = Math.sin(latitude * degree);
  const yearly = 2 * Math.PI * ((instant - year2000) / yearMs);
  const mean =
    14.9 - 28 * (1.5 * sine * sine - 0.5) + 20 * sine * Math.cos(yearly - 2 * Math.PI * (201 / 365));
  const declination = -23.44 * degree * Math.cos(yearly + 2 * Math.PI * (10 / 365));
  const swing = 6 * Math.max(0, Math.cos(latitude * degree) * Math.cos(declination));
  return { mean, swing };
}

/**
 * The weather of a place for a seed: a function of the instant that fills `out`.
 *
 * Fronts come and go in three days, clouds in nine hours. Clouds halve the day's swing, whose warmest hour is three by
 * the sun. The dew point lies below the day's mean, the further the clearer it is. Particles are log-normal around
 * 25 ug/m3, as measured in cities, and a fifth higher in the morning and evening traffic.
 */
export function createWeather(seed: number, place: Place): (instant: number, out: Weather) => void {
  const front = createNoise(seed, 'weather front', 3 * dayMs);
  const clouds = createNoise(seed, 'weather clouds', 9 * hourMs);
  const warmth = createNoise(seed, 'weather warmth', 4 * dayMs);
  const haze = createNoise(seed, 'weather haze', 2.5 * dayMs);
  const plumes = createNoise(seed, 'weather plumes', 2 * hourMs);
  const sine = Math.abs(Math.sin(place.latitude * degree));
  return (instant, out) => {
    const { mean, swing } = climateAt(instant, place.latitude);
    const cloud = Math.min(1, Math.max(0, 0.5 + 0.5 * front(instant) + 0.4 * clouds(instant)));
    const solarHour = (((instant / hourMs + place.longitude / 15) % 24) + 24) % 24;
    const daily = Math.cos(((solarHour - 15) / 24) * 2 * Math.PI);
    const traffic = Math.cos(((solarHour - 8) / 12) * 2 * Math.PI);
    out.cloud = cloud;
    out.dayMean = mean + 5 * (0.3 + sine) * warmth(instant);
    out.temperature = out.dayMean + swing * (1 - 0.5 * cloud) * daily;
    out.water = Math.min(saturation(out.dayMean - 3 - 7 * (1 - cloud)), saturation(out.temperature));
    out.humidity = relativeHumidity(out.water, out.temperature);
    out.pm2_5 = 25 * Math.exp(0.8 * haze(instant) + 0.2 * plumes(instant)) * (1 + 0.2 * traffic);
  };
}

/** What people call the sky. */
export type Sky = 'clear' | 'partly cloudy' | 'cloudy' | 'overcast';

const skies: readonly Sky[] = ['clear', 'partly cloudy', 'cloudy', 'overcast'];
const borders = [0.2, 0.55, 0.85] as const;

/** A sky changes its name only once the clouds are clearly past the border: it must not flicker. */
export function skyOf(cloud: number, before: Sky | undefined): Sky {
  const index = borders.filter((border) => cloud >= border).length;
  if (before === undefined) return skies[index]!;
  const last = skies.indexOf(before);
  if (index > last && cloud < borders[index - 1]! + 0.04) return skies[index - 1]!;
  if (index < last && cloud > borders[index]! - 0.04) return skies[index + 1]!;
  return skies[index]!;
}
