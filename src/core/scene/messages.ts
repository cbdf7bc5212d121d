import type { BusClient, Message } from '../bus/bus.ts';
import type { Payload } from '../bus/payload.ts';
import { hasWildcard, topicMatches } from '../bus/topic.ts';
import { isRecord } from '../device/request.ts';
import { SceneList } from './scene-list.ts';
import type { MessageTrigger } from './schema.ts';
import { isSame } from './view.ts';
import type { TriggerHost } from './watch.ts';

/** A message trigger at work. */
export class MessageWatch {
  readonly kind = 'message';
  readonly filter: string;
  readonly index: number;
  readonly #trigger: MessageTrigger;
  readonly #host: TriggerHost;

  /** @param index which of the triggers of its scene it is */
  constructor(trigger: MessageTrigger, index: number, host: TriggerHost) {
    this.filter = trigger.topic;
    this.index = index;
    this.#trigger = trigger;
    this.#host = host;
  }

  came({ topic, payload, cause }: Message): void {
    if (carries(payload, this.#trigger)) this.#host.fire(`message on ${topic}`, cause);
  }
}

/**
 * What comes on topics that are not of the home itself, for the scenes that wait for it. Each topic is subscribed to once,
 * as long as some scene waits for it.
 */
export class Messages {
  readonly #client: BusClient;
  readonly #byScene = new Map<string, readonly MessageWatch[]>();
  readonly #byFilter = new Map<string, SceneList<MessageWatch>>();
  /** Those of the filters that have a wildcard. */
  readonly #wildcards = new Set<string>();
  #last: Message | undefined;

  constructor(client: BusClient) {
    this.#client = client;
  }

  /** Puts the triggers of a scene in the place of those that it had. */
  set(scene: string, watches: readonly MessageWatch[]): void {
    const old = this.#byScene.get(scene) ?? [];
    if (watches.length > 0) this.#byScene.set(scene, watches);
    else this.#byScene.delete(scene);
    for (const { filter } of old) this.#byFilter.get(filter)!.remove(scene);
    for (const watch of watches) this.#listOf(watch.filter).add(scene, watch);
    for (const { filter } of old) this.#dropIfUnused(filter);
  }

  #listOf(filter: string): SceneList<MessageWatch> {
    let list = this.#byFilter.get(filter);
    if (!list) {
      list = new SceneList();
      this.#byFilter.set(filter, list);
      if (hasWildcard(filter)) this.#wildcards.add(filter);
      this.#client.subscribe(filter, (message) => this.#hear(message));
    }
    return list;
  }

  #dropIfUnused(filter: string): void {
    if (this.#byFilter.get(filter)?.entries.length !== 0) return;
    this.#byFilter.delete(filter);
    this.#wildcards.delete(filter);
    this.#client.unsubscribe(filter);
  }

  #hear(message: Message): void {
    // What the broker has kept happened some time ago. What several filters match is heard several times.
    if (message.retained || message === this.#last) return;
    this.#last = message;
    const { topic } = message;
    const filters = [topic, ...[...this.#wildcards].filter((filter) => topicMatches(filter, topic))];
    const entries = filters.flatMap((filter) => this.#byFilter.get(filter)?.entries ?? []);
    // In the order of the scenes, and of the triggers of one, whichever of the filters came first.
    for (const { item } of entries.sort(inOrder)) item.came(message);
  }
}

type Entry = SceneList<MessageWatch>['entries'][number];

function inOrder(a: Entry, b: Entry): number {
  if (a.scene !== b.scene) return a.scene < b.scene ? -1 : 1;
  return a.item.index - b.item.index;
}

/** Whether a message carries what a trigger asks for. */
export function carries(payload: Payload, { payload: text, where }: MessageTrigger): boolean {
  // `on` and `"on"` both are that text: some publish texts as JSON.
  if (text !== undefined && payload.text !== String(text) && jsonOf(payload) !== text) return false;
  if (where === undefined) return true;
  const fields = jsonOf(payload);
  return isRecord(fields) && Object.entries(where).every(([name, value]) => isSame(fields[name], value));
}

function jsonOf(payload: Payload): unknown {
  try {
    return payload.json;
  } catch {
    return undefined;
  }
}
