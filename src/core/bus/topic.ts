/**
 * MQTT topics and filters, by MQTT 3.1.1 section 4.7: levels parted by `/`, `+` for one level, `#` for the rest
 * (and the level above it), and no wildcard at the start matches a topic that begins with `$`.
 */
export function topicMatches(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false;
  // Level by level, without parting either: a large home asks for each of its topics.
  for (let wanted = 0, given = 0; ; ) {
    const wantedEnd = levelEnd(filter, wanted);
    const givenEnd = levelEnd(topic, given);
    if (isLevel('#', filter, wanted, wantedEnd)) return true;
    if (!isLevel('+', filter, wanted, wantedEnd)) {
      if (wantedEnd - wanted !== givenEnd - given) return false;
      for (let index = 0; index < wantedEnd - wanted; index++) {
        if (filter.charCodeAt(wanted + index) !== topic.charCodeAt(given + index)) return false;
      }
    }
    wanted = wantedEnd + 1;
    given = givenEnd + 1;
    if (wantedEnd === filter.length) return givenEnd === topic.length;
    if (givenEnd === topic.length) return isLevel('#', filter, wanted, levelEnd(filter, wanted));
  }
}

/** Where the level that begins at `from` ends: before the next `/`, or at the end. */
function levelEnd(text: string, from: number): number {
  const end = text.indexOf('/', from);
  return end < 0 ? text.length : end;
}

function isLevel(wildcard: '+' | '#', filter: string, from: number, end: number): boolean {
  return end - from === 1 && filter[from] === wildcard;
}

export function hasWildcard(filter: string): boolean {
  return filter.includes('+') || filter.includes('#');
}

/** What is wrong with a topic to publish to, as half a sentence, or `undefined` when it is a good one. */
export function topicProblem(topic: string): string | undefined {
  if (hasWildcard(topic)) return 'has a + or # in it, which only stand for topics where somebody listens';
  if (topic.startsWith('$')) return 'begins with $, as only the topics of the broker itself do';
  return textProblem(topic);
}

/** Whether a topic, or some topic that matches a filter, is one of those under a prefix. */
export function isUnder(prefix: string, filter: string): boolean {
  return filtersOverlap(filter, `${prefix}/#`);
}

/** What is wrong with a filter, as half a sentence, or `undefined` when it is a good one. */
export function filterProblem(filter: string): string | undefined {
  const problem = textProblem(filter);
  if (problem !== undefined) return problem;
  if (filter.startsWith('$share/'))
    return 'begins with $share, which shares messages out among several clients';
  const levels = filter.split('/');
  for (const [index, level] of levels.entries()) {
    if (level.includes('#') && (level !== '#' || index !== levels.length - 1)) {
      return 'has a # that is not the whole last level';
    }
    if (level.includes('+') && level !== '+') return 'has a + that is not a whole level';
  }
  return undefined;
}

/** What a topic and a filter have in common: MQTT 3.1.1, sections 1.5.3 and 4.7.3. */
function textProblem(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.includes('\u0000')) return 'contains a NUL character';
  // Brokers may hang up on these, and some do.
  if (/\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/u.test(text)) return 'contains a character that is none';
  if (text.length > maxLength) return `is longer than ${maxLength} characters`;
  return text.split('/').length > maxLevels ? `has more than ${maxLevels} levels` : undefined;
}

/** MQTT takes 65,535 bytes, and a character has three at most, or four where it counts for two. */
const maxLength = 20_000;
const maxLevels = 100;

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
