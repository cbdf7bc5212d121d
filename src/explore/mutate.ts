import type { Random } from '../core/random.ts';
import { type Candidate, inOrder } from './candidate.ts';
import { type Material, mostDeeds, newDeed, newTime, withDeed } from './fresh.ts';

/** One like another, with something more, less or different in it. */
export function mutate(parent: Candidate, material: Material, random: Random): Candidate {
  let candidate = parent;
  for (let changes = random.integer(1, 3); changes > 0; changes--) {
    const { deeds } = candidate;
    const pick = random.next();
    const place = random.integer(0, Math.max(0, deeds.length - 1));
    const deed = deeds[place];
    if (pick < 0.5 || !deed) {
      if (deeds.length < mostDeeds) candidate = withDeed(candidate, material, random);
    } else if (pick < 0.6) {
      candidate = { ...candidate, deeds: deeds.toSpliced(place, 1) };
    } else if (pick < 0.75) {
      const moved = { ...deed, at: newTime(candidate, material, random) };
      candidate = { ...candidate, deeds: inOrder(deeds.with(place, moved)) };
    } else if (pick < 0.88) {
      const other = newDeed(candidate, material, random)?.deed ?? deed.deed;
      candidate = { ...candidate, deeds: deeds.with(place, { ...deed, deed: other }) };
    } else if (pick < 0.94) {
      candidate = { ...candidate, seed: random.integer(1, 1_000_000) };
    } else if (material.residents) {
      candidate = { ...candidate, residents: !candidate.residents };
    }
  }
  return candidate;
}
