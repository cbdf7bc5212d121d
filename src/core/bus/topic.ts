/**
 * MQTT topics and filters, by MQTT 3.1.1 section 4.7: levels parted by `/`, `+` for one level, `#` for the rest
 * (and the level above it), and no wildcard at the start matches a topic that begins with `$`.
 */
export function topicMatches(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false;
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (let index = 0; index < wanted.length; index++) {
    const level = wanted[index];
    if (level === '#') return true;
    if (index >= levels.length) return false;
    if (level !== '+' && level !== levels[index]) return false;
  }
  return wanted.length === levels.length;
}

export function hasWildcard(filter: string): boolean {
  return filter.includes('+') || filter.includes('#');
}

/** What is wrong with a filter, as half a sentence, or `undefined` when it is a good one. */
export function filterProblem(filter: string): string | undefined {
  if (filter === '') return 'is empty';
  if (filter.includes('\u0000')) return 'contains a NUL character';
  const levels = filter.split('/');
  for (const [index, level] of levels.entries()) {
    if (level.includes('#') && (level !== '#' || index !== levels.length - 1)) {
      return 'has a # that is not the whole last level';
    }
    if (level.includes('+') && level !== '+') return 'has a + that is not a whole level';
  }
  return undefined;
}

/** Whether some topic could match both filters. */
export function filtersOverlap(one: string, other: string): boolean {
  // No wildcard at the start matches a topic that begins with `$`.
  if (one.startsWith('$') ? /^[+#]/.test(other) : other.startsWith('$') && /^[+#]/.test(one)) return false;
  const a = one.split('/');
  const b = other.split('/');
  for (let index = 0; ; index++) {
    // `a/#` also matches `a` itself.
    if (a[index] === '#' || b[index] === '#') return true;
    if (index >= a.length || index >= b.length) return a.length === b.length;
    if (a[index] !== b[index] && a[index] !== '+' && b[index] !== '+') return false;
  }
}
