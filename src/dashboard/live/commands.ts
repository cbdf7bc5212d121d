import { effect, type Signal, signal } from '@preact/signals';
import type { CommandResult, ForkInput, JournalPage } from '../../web/api.ts';
import { seq } from './home.ts';
import { getJson, postJson, sentenceOf } from './http.ts';
import { isLive, moment, plan } from './moment.ts';

/** Where a command is: no state is shown before the home has said it. */
export type Sending =
  | { readonly stage: 'sent'; readonly what: string }
  | { readonly stage: 'confirmed'; readonly what: string }
  /** It has crossed the broker, and nobody answers such a message: a fault, the run of a scene. */
  | { readonly stage: 'delivered'; readonly what: string }
  | { readonly stage: 'planned'; readonly what: string }
  | { readonly stage: 'refused'; readonly what: string; readonly message: string };

const sendings = new Map<string, Signal<Sending | undefined>>();

/** The last command to a device (or `scene:<id>`), for its card. */
export function sendingOf(target: string): Signal<Sending | undefined> {
  let sending = sendings.get(target);
  if (!sending) {
    sending = signal<Sending | undefined>(undefined);
    sendings.set(target, sending);
  }
  return sending;
}

export function setProps(device: string, props: Readonly<Record<string, unknown>>): Promise<void> {
  const what = assignments(props);
  if (!isLive.value) return note(device, what, { device, set: props as never });
  return send(device, what, `devices/${device}/set`, { props });
}

/** Plays the world: pins readings; null lets go. */
export function stimulate(device: string, props: Readonly<Record<string, unknown>>): Promise<void> {
  const what = `world: ${assignments(props)}`;
  if (!isLive.value) return note(device, what, { device, stimulate: props as never });
  return send(device, what, `devices/${device}/stimulate`, { props });
}

export function call(
  device: string,
  method: string,
  params: Readonly<Record<string, unknown>>,
): Promise<void> {
  const what = `${method} ${assignments(params)}`.trim();
  if (!isLive.value) return note(device, what, { device, call: method, params: params as never });
  return send(device, what, `devices/${device}/call`, { method, params });
}

export function setFault(device: string, fault: string | { kind: string }): Promise<void> {
  const what = `fault ${typeof fault === 'string' ? fault : fault.kind}`;
  if (!isLive.value) return note(device, what, { device, fault });
  return send(device, what, `devices/${device}/fault`, { fault });
}

export function runScene(scene: string): Promise<void> {
  if (!isLive.value) return note(`scene:${scene}`, `run ${scene}`, { run: scene });
  return send(`scene:${scene}`, 'run', `scenes/${scene}/run`, {});
}

/** In the past nothing can be done, but it can be planned for a replay from there. */
function note(target: string, what: string, input: ForkInput): Promise<void> {
  const { value } = moment;
  if (value.kind === 'past' && value.fork) {
    const message = 'a replay can only be looked at; return, look back, and replay from there';
    sendingOf(target).value = { stage: 'refused', what, message };
  } else {
    plan(input);
    sendingOf(target).value = { stage: 'planned', what };
  }
  return Promise.resolve();
}

async function send(target: string, what: string, path: string, body: unknown): Promise<void> {
  const sending = sendingOf(target);
  const mine: Sending = { stage: 'sent', what };
  const before = seq.peek();
  sending.value = mine;
  const settle = (next: Sending): void => {
    // A later command's word counts.
    if (sending.value === mine) sending.value = next;
  };
  try {
    const { payload, reply } = await postJson<CommandResult>(path, body);
    const answer = reply ?? (await laterReply(target, payload, before));
    if (answer?.error) settle({ stage: 'refused', what, message: answer.error.message });
    else settle({ stage: answer ? 'confirmed' : 'delivered', what });
  } catch (error) {
    settle({ stage: 'refused', what, message: sentenceOf(error) });
  }
}

/**
 * While time stands still a device cannot answer: it does once time passes, and then the journal knows. `undefined` for
 * what nobody answers, a fault and the run of a scene.
 */
async function laterReply(
  device: string,
  payload: string,
  after: number,
): Promise<CommandResult['reply'] | undefined> {
  const id = idOf(payload);
  if (id === undefined) return undefined;
  let asked = after;
  for (;;) {
    await grown(asked);
    asked = seq.peek();
    const { entries } = await getJson<JournalPage>('journal', { after, device, kind: 'reply', limit: 1_000 });
    const found = entries.find((entry) => entry.kind === 'reply' && entry.id === id);
    if (found?.kind === 'reply') return found;
  }
}

/** Resolves when the journal has more lines than so many. */
function grown(than: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (seq.value <= than) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

function idOf(payload: string): unknown {
  try {
    const request: unknown = JSON.parse(payload);
    return typeof request === 'object' && request !== null && 'id' in request ? request.id : undefined;
  } catch {
    return undefined;
  }
}

function assignments(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value === null ? 'let go' : String(value)}`)
    .join(' ');
}
