/** Density times specific heat of air at 20 degrees, in J/(m3 K). */
const airHeat = 1_206;

/**
 * What a room stores, in J/K: 165 kJ/K for each m2 of floor, "medium" mass by ISO 13790, table 12.
 */
export function heatCapacity(areaM2: number): number {
  return 165_000 * areaM2;
}

/**
 * How well a room leaks heat to the outdoors, in W/K: its glass (U 2.8 W/m2K), and one outer wall of 2.6 m along one side
 * (U 1.2), as of flats of the 2000s where winters are mild (JGJ 134-2001 allows U 1.5 for walls). A room without windows has no outer wall.
 */
export function outerConductance(areaM2: number, windowsM2: number): number {
  if (windowsM2 === 0) return 0;
  const wallM2 = Math.max(0, Math.sqrt(areaM2) * 2.6 - windowsM2);
  return 2.8 * windowsM2 + 1.2 * wallM2;
}

/** How well two neighbouring rooms exchange heat, in W/K: some 10 m2 of light partition with a door (U 2). */
export const partitionConductance = 20;

/** The heat that an air flow carries for each degree of difference, in W/K. */
export function flowConductance(flowM3PerHour: number): number {
  return (airHeat * flowM3PerHour) / 3_600;
}

/**
 * The sun's heat through windows, in W. Daylight of 110 lm carries one watt (Littlefair, 1985); a wall gets about a
 * third of what open ground gets, half of which frames and the houses opposite take; glass lets 0.6 of it in (g-value). A
 * closed curtain inside keeps a third of that out.
 *
 * @param daylightLx outside
 * @param opening of the curtain, from 0 to 1
 */
export function solarGain(windowsM2: number, daylightLx: number, opening: number): number {
  return windowsM2 * (daylightLx / 110) * 0.33 * 0.5 * 0.6 * (0.67 + 0.33 * opening);
}
