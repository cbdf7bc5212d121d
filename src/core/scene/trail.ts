import type { Trail } from '../journal.ts';

/**
 * How many scene runs a chain of causes may have. Chains in a real home have two or three; scenes that fire each
 * other in a circle would go on for ever.
 */
export const maxChain = 16;

/**
 * How many runs one run may lead to by way of others. Two scenes that each fire both double with every
 * link: such a chain would be too wide long before it is too long.
 */
export const maxSpread = 1000;

/**
 * A run that begins later than this after the one that led to it begins a chain of its own. A heater and its
 * thermostat answer each other all winter, and that is no mistake.
 */
export const chainGapMs = 60_000;

/** How many rounds the repeats of a chain may go within one instant. What takes no time would never end by itself. */
export const maxRounds = 10_000;

/** The chain of a run that begins now, given the chain that led to it. */
export function extendTrail(
  before: Trail | undefined,
  { scene, reason, now }: { scene: string; reason: string; now: number },
): Trail {
  if (!before || now - before.at > chainGapMs) {
    return { scene, reason, at: now, length: 1, before: undefined, spread: { runs: 0, rounds: 0, at: now } };
  }
  return { scene, reason, at: now, length: before.length + 1, before, spread: before.spread };
}

/** Counts the newest run of a chain. Returns why it must not go on, with every link, or `undefined` when it may. */
export function joinChain(trail: Trail): string | undefined {
  const { length, spread } = trail;
  if (length > 2) spread.runs++;
  if (length > maxChain)
    return `it fires itself in a circle; stopped after ${maxChain} runs: ${links(trail)}`;
  if (spread.runs > maxSpread)
    return `it fires itself in circles; stopped after ${maxSpread} runs, here: ${links(trail)}`;
  return undefined;
}

/** Counts a round of a repeat, in a run of this chain. False when there were too many of them in this instant. */
export function countRound({ spread }: Trail, now: number): boolean {
  if (spread.at !== now) {
    spread.at = now;
    spread.rounds = 0;
  }
  spread.rounds++;
  return spread.rounds <= maxRounds;
}

/** First to last: `a (asked for) -> b (lamp.power became on) -> a (...)`. */
function links(trail: Trail): string {
  const texts: string[] = [];
  for (let link: Trail | undefined = trail; link; link = link.before) {
    texts.push(`${link.scene} (${link.reason})`);
  }
  return texts.reverse().join(' -> ');
}
