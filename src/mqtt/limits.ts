import { filterProblem, topicProblem } from '../core/bus/topic.ts';

/**
 * What keeps a message from travelling over MQTT, as half a sentence. A broker hangs up on whoever sends such a one,
 * and sending it again after that would never end.
 */
export function whyUnsendable(topic: string, payload: string): string | undefined {
  // A character takes three bytes at most.
  if (payload.length * 3 > maxMessageBytes && Buffer.byteLength(payload) > maxMessageBytes) {
    return `is larger than ${maxMessageBytes / 1000} kB`;
  }
  const problem = topicProblem(topic);
  return problem === undefined ? undefined : `has a topic that ${problem}`;
}

/** What keeps a filter from being subscribed to, as half a sentence. */
export function whyNoFilter(filter: string): string | undefined {
  return filterProblem(filter);
}

/** Less than what the embedded broker takes, which is a round number in bytes. */
const maxMessageBytes = 1_000_000;
