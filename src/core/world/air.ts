/** What a closed flat exchanges with the outdoors through its cracks, in room volumes an hour (EN 16798-1: 0.5). */
export const leakage = 0.5;

/** What a wide open window adds: single-sided airing gives 5 to 10 an hour (Awbi, "Ventilation of Buildings"). */
export const windowAiring = 6;

/** What goes back and forth through the door between two rooms, in m3 an hour; an ajar door (Miller & Nazaroff, 2001). */
export const doorFlow = 40;

/**
 * Fine particles settle on surfaces at 0.39 an hour; the PTEAM study (Oezkaynak and others, 1996).
 */
export const deposition = 0.39;

/**
 * What share of the particles outside comes in through cracks: 0.8 (Chen & Zhao, 2011). An open window keeps none.
 */
export const penetration = 0.8;

/** CO2 outdoors, in ppm: the mean of the 2020s. */
export const outdoorCo2 = 425;

/** How much air a litre of gas fills, in ppm, once it is spread over so many m3. */
export function ppm(litres: number, volumeM3: number): number {
  return (litres * 1_000) / volumeM3;
}

/**
 * Water in saturated air, in g/m3, by the Magnus formula (Sonntag, 1990: 6.112 hPa, 17.62, 243.12) and the gas law.
 */
export function saturation(celsius: number): number {
  return (216.7 * vapourPressure(celsius)) / (celsius + 273.15);
}

/** The pressure of saturated vapour, in hPa. */
function vapourPressure(celsius: number): number {
  return 6.112 * Math.exp((17.62 * celsius) / (243.12 + celsius));
}

/** Relative humidity in %, at most 100: what is more hangs on the windows. */
export function relativeHumidity(waterGPerM3: number, celsius: number): number {
  return Math.min(100, (100 * waterGPerM3) / saturation(celsius));
}

/** Walls, cloth and furniture hold water with the air; as if the room were so many times as large (EnergyPlus: 1 to 25). */
export const moistureBuffer = 4;
