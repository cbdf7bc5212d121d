const dayMs = 86_400_000;

/**
 * The next instant at which the home's clock shows a time of day, `7:30` or `07:30:15`; `undefined` for what is none. What has
 * passed today comes tomorrow: time goes ahead only.
 *
 * @param offsetMs how far the home's clock is from UTC at an instant
 */
export function nextAt(text: string, now: number, offsetMs: (instant: number) => number): number | undefined {
  const found = /^\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*$/.exec(text);
  if (!found) return undefined;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const local = now + offsetMs(now);
  const wanted = local - (local % dayMs) + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  const next = wanted > local ? wanted : wanted + dayMs;
  // The clocks may have been changed until then.
  return next - offsetMs(next - offsetMs(now));
}
