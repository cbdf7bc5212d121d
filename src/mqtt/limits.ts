import { filterProblem } from '../core/bus/topic.ts';

/**
 * What keeps a message from travelling over MQTT, as half a sentence. A broker hangs up on whoever sends such a one,
 * and sending it again after that would never end.
 */
export function whyUnsendable(topic: string, payload: string): string | undefined {
  // A character takes three bytes at most.
  if (payload.length * 3 > maxMessageBytes && Buffer.byteLength(payload) > maxMessageBytes) {
    return `is larger than ${maxMessageBytes / 1000} kB`;
  }
  if (topic === '' || /[+#\0]/.test(topic)) return 'has an empty topic, or a +, # or NUL in it';
  if (topic.startsWith('$SYS/')) return 'has a topic that is reserved for the broker';
  if (hasTooManyLevels(topic)) return `has a topic of more than ${maxLevels} levels`;
  return undefined;
}

/** What keeps a filter from being subscribed to, as half a sentence. */
export function whyNoFilter(filter: string): string | undefined {
  return (
    filterProblem(filter) ?? (hasTooManyLevels(filter) ? `has more than ${maxLevels} levels` : undefined)
  );
}

function hasTooManyLevels(topic: string): boolean {
  return topic.length > maxLevels && topic.split('/').length > maxLevels;
}

/** Less than what the embedded broker takes, which is a round number in bytes. */
const maxMessageBytes = 1_000_000;
const maxLevels = 100;
