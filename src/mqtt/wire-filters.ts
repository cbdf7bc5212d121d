import { filtersOverlap, hasWildcard, topicMatches } from '../core/bus/topic.ts';

/**
 * The filters that one client has subscribed to at the broker. They never overlap, because brokers differ in whether
 * a message that matches two filters of a client comes once or twice: an overlapping pair is replaced by one filter
 * that covers both. What comes through the wider filter without being wanted is ignored.
 */
export class WireFilters {
  readonly #filters: Set<string>;

  constructor(filters: Iterable<string> = []) {
    this.#filters = new Set(filters);
  }

  get all(): string[] {
    return [...this.#filters];
  }

  has(filter: string): boolean {
    return this.#filters.has(filter);
  }

  matches(topic: string): boolean {
    for (const filter of this.#filters) if (topicMatches(filter, topic)) return true;
    return false;
  }

  /** The filter that would stand for `filter` here: itself, or a wider one. */
  coverFor(filter: string): string {
    let cover = filter;
    let others = this.all;
    for (;;) {
      const other = others.find((one) => filtersOverlap(one, cover));
      if (other === undefined) return cover;
      cover = coverOf(cover, other);
      others = others.filter((one) => one !== other);
    }
  }

  /** Adds a filter; returns the one that stands for it. */
  add(filter: string): string {
    const cover = this.coverFor(filter);
    for (const other of this.all) if (filtersOverlap(other, cover)) this.#filters.delete(other);
    this.#filters.add(cover);
    return cover;
  }

  /** Keeps only what some of the `wanted` filters need; returns the rest. */
  keep(wanted: Iterable<string>): string[] {
    const needed = [...wanted];
    const unneeded = this.all.filter((filter) => !needed.some((one) => filtersOverlap(filter, one)));
    for (const filter of unneeded) this.#filters.delete(filter);
    return unneeded;
  }
}

/** The narrowest filter, level by level, that matches everything which either of two overlapping filters matches. */
export function coverOf(one: string, other: string): string {
  const a = one.split('/');
  const b = other.split('/');
  const cover: string[] = [];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    // Where one ends, the other has a # (they overlap): `a/#` matches `a`.
    if (a[index] === '#' || b[index] === '#') return [...cover, '#'].join('/');
    cover.push(a[index] === b[index] ? a[index]! : '+');
  }
  return cover.join('/');
}

/** Those entries of a map by topic whose topic matches the filter. */
export function* entriesFor<Value>(
  filter: string,
  byTopic: ReadonlyMap<string, Value>,
): Generator<readonly [string, Value]> {
  if (hasWildcard(filter)) {
    for (const entry of byTopic) if (topicMatches(filter, entry[0])) yield entry;
  } else {
    const value = byTopic.get(filter);
    if (value !== undefined) yield [filter, value];
  }
}
