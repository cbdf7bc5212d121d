import { filterProblem, isUnder, topicProblem } from '../bus/topic.ts';
import { showValue } from '../device/value.ts';
import type { MessageTrigger, PublishStep } from '../scene/schema.ts';
import { defaultPrefix } from '../topics.ts';
import type { Path, Report } from './finding.ts';

/** A trigger for messages on a topic that is not of the home itself. */
export function checkMessage({ topic, payload, where }: MessageTrigger, path: Path, report: Report): void {
  const problem = filterProblem(topic);
  if (problem !== undefined) report([...path, 'topic'], `the topic ${showValue(topic)} ${problem}`);
  else if (isUnder(defaultPrefix, topic)) {
    report([...path, 'topic'], `${sayTopic(topic)}; ${triggerInstead(topic)}`);
  }
  if (payload !== undefined && where !== undefined) {
    report(
      [...path, 'payload'],
      'a message is either this text or a JSON object: leave out payload or where',
      'key',
    );
  }
}

/** A message to a topic that is not of the home itself. */
export function checkPublish({ topic }: PublishStep['publish'], path: Path, report: Report): void {
  const problem = topicProblem(topic);
  if (problem !== undefined) report([...path, 'topic'], `the topic ${showValue(topic)} ${problem}`);
  else if (isUnder(defaultPrefix, topic)) {
    report([...path, 'topic'], `${sayTopic(topic)}; ${stepInstead(topic)}`);
  }
}

function sayTopic(topic: string): string {
  return /[+#]/.test(topic)
    ? `${showValue(topic)} also stands for topics of the home itself`
    : `${showValue(topic)} is a topic of the home itself`;
}

/** What the levels of a topic below the prefix say: a device or `scenes`, and what about it. */
function levelsOf(topic: string): readonly string[] {
  return topic
    .split('/')
    .slice(1)
    .map((level) => (/[+#]/.test(level) ? '...' : level));
}

function triggerInstead(topic: string): string {
  if (/^[+#]/.test(topic)) return 'name the first level instead, such as school/#';
  const [device = '...', kind, name = '...'] = levelsOf(topic);
  const form =
    device === 'scenes'
      ? `{ type: scene, scene: ${kind ?? '...'}, value: finished }`
      : kind === 'availability'
        ? `{ type: availability, device: ${device}, value: offline }`
        : kind === 'event'
          ? `{ type: event, device: ${device}, event: ${name} }`
          : `{ type: property, device: ${device}, prop: ... }`;
  return `a scene waits for it with ${form}`;
}

function stepInstead(topic: string): string {
  const [device = '...', kind] = levelsOf(topic);
  if (device === 'scenes') return `a step runs a scene with { run: ${kind ?? '...'} }`;
  if (kind === 'rpc') return `a step calls a method with { device: ${device}, method: ... }`;
  return `a step sets properties with { device: ${device}, set: { ... } }`;
}
