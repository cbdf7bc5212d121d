import { closest, distance } from 'fastest-levenshtein';

/** The one of `names` that `typed` was probably meant to be, or `undefined` when none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || typed.length > 64) return undefined;
  const wanted = simplify(typed);
  const simple = names.map(simplify);
  const swapped = simple.findIndex((name) => isSwap(wanted, name));
  if (swapped >= 0) return names[swapped];
  const best = closest(wanted, simple);
  const reach = Math.max(1, Math.floor(Math.max(wanted.length, best.length) / 3));
  return distance(wanted, best) <= reach ? names[simple.indexOf(best)] : undefined;
}

/** ` Did you mean x?`, with the space before it, or an empty text. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const name = nearestName(typed, names);
  return name === undefined ? '' : ` Did you mean ${name}?`;
}

/** Whether two neighbouring letters are the wrong way round: one slip of the fingers, though two edits. */
function isSwap(typed: string, name: string): boolean {
  if (typed.length !== name.length) return false;
  let at = 0;
  while (at < typed.length && typed[at] === name[at]) at++;
  return (
    at + 1 < typed.length &&
    typed[at] === name[at + 1] &&
    typed[at + 1] === name[at] &&
    typed.slice(at + 2) === name.slice(at + 2)
  );
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}
