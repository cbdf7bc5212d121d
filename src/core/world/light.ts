const degree = Math.PI / 180;

/**
 * Daylight on open ground, in lx.
 *
 * By day the standard of the IES (Lighting Handbook, 9th edition, chapter 8): sky A + B sin(h)^C and, unless it is
 * overcast, the sun 127.5 klx * exp(-c / sin h) * sin h, for a clear (A 0.8, B 15.5, C 0.5, c 0.21), a partly cloudy
 * (0.3, 45, 1, 0.80) and a cloudy sky (0.3, 21, 1, no sun), in klx; between the three by the share of clouds. Below the
 * horizon it falls by a factor of about 120 until the end of civil twilight at -6 degrees, from some 400 lx to 3.4 lx.
 *
 * @param altitude of the sun, in degrees
 * @param cloud from 0, clear, to 1, overcast
 */
export function daylight(altitude: number, cloud: number): number {
  const sine = Math.sin(Math.max(0, altitude) * degree);
  const clear = 800 + 15_500 * Math.sqrt(sine) + sunlight(sine, 0.21);
  const partly = 300 + 45_000 * sine + sunlight(sine, 0.8);
  const cloudy = 300 + 21_000 * sine;
  const day = cloud < 0.5 ? mix(clear, partly, cloud * 2) : mix(partly, cloudy, cloud * 2 - 1);
  return altitude >= 0 ? day : day * Math.exp(0.8 * altitude);
}

/**
 * What share of the daylight outside reaches the middle of a room: the average daylight factor of Lynes (CIBSE Lighting
 * Guide 10), T W theta M / (A (1 - R^2)), for clean double glazing (T 0.68, M 0.9), a view half built up (65 degrees),
 * and light walls (R 0.5). A square room of 2.6 m.
 *
 * @param windowsM2 glass, in m2
 * @param areaM2 of the floor, in m2
 */
export function daylightFactor(windowsM2: number, areaM2: number): number {
  const surfacesM2 = 2 * areaM2 + 4 * Math.sqrt(areaM2) * 2.6;
  return (0.68 * windowsM2 * 65 * 0.9) / (surfacesM2 * (1 - 0.5 ** 2)) / 100;
}

/**
 * The light of lamps in a room, in lx: the lumen method, E = flux * UF * MF / area, with a utilisation of 0.5 and a
 * maintenance factor of 0.8, usual for lamps without reflectors in light rooms (CIBSE Lighting Handbook).
 */
export function lampLight(fluxLm: number, areaM2: number): number {
  return (fluxLm * 0.5 * 0.8) / areaM2;
}

function sunlight(sine: number, extinction: number): number {
  return sine <= 0 ? 0 : 127_500 * Math.exp(-extinction / sine) * sine;
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
