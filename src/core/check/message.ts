import { filterProblem, isUnder, topicProblem } from '../bus/topic.ts';
import { isRecord } from '../device/request.ts';
import { showValue } from '../device/value.ts';
import { isReference } from '../scene/reference.ts';
import type { MessageTrigger, PublishStep } from '../scene/schema.ts';
import { defaultPrefix } from '../topics.ts';
import type { Path, Report } from './finding.ts';
import { checkReference } from './reference.ts';
import type { SceneEnv } from './scene-env.ts';

/** A trigger for messages on a topic that is not of the home itself. */
export function checkMessage(
  { topic, payload, where }: MessageTrigger,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const problem = filterProblem(topic);
  if (problem !== undefined) report([...path, 'topic'], `the topic ${showValue(topic)} ${problem}`);
  else if (isUnder(prefixOf(env), topic)) {
    report([...path, 'topic'], `${sayTopic(topic)}; ${triggerInstead(topic, prefixOf(env))}`);
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
export function checkPublish(
  { topic, payload }: PublishStep['publish'],
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const place = [...path, 'payload'];
  if (isReference(payload)) checkReference(payload, env, place, report);
  else if (isRecord(payload)) {
    for (const [name, field] of Object.entries(payload))
      if (isReference(field)) checkReference(field, env, [...place, name], report);
  }
  const problem = topicProblem(topic);
  if (problem !== undefined) report([...path, 'topic'], `the topic ${showValue(topic)} ${problem}`);
  else if (isUnder(prefixOf(env), topic)) {
    report([...path, 'topic'], `${sayTopic(topic)}; ${stepInstead(topic, prefixOf(env))}`);
  }
}

function sayTopic(topic: string): string {
  return /[+#]/.test(topic)
    ? `${showValue(topic)} also stands for topics of the home itself`
    : `${showValue(topic)} is a topic of the home itself`;
}

function prefixOf({ prefix = defaultPrefix }: SceneEnv): string {
  return prefix;
}

/** What the levels of a topic below the prefix say: a device or `scenes`, and what about it. */
function levelsBelow(prefix: string, topic: string): readonly string[] {
  const levels = topic.split('/').slice(prefix.split('/').length);
  return levels.map((level) => (/[+#]/.test(level) ? '...' : level));
}

function triggerInstead(topic: string, prefix: string): string {
  if (/^[+#]/.test(topic)) return 'name the first level instead, such as school/#';
  const [device = '...', kind, name = '...'] = levelsBelow(prefix, topic);
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

function stepInstead(topic: string, prefix: string): string {
  const [device = '...', kind] = levelsBelow(prefix, topic);
  if (device === 'scenes') return `a step runs a scene with { run: ${kind ?? '...'} }`;
  if (kind === 'rpc') return `a step calls a method with { device: ${device}, method: ... }`;
  return `a step sets properties with { device: ${device}, set: { ... } }`;
}
