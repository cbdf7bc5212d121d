import { connect } from 'mqtt';

/** A packet that was published. */
export interface PublishedPacket {
  /** Who published it; undefined where the broker does not tell. */
  readonly clientId: string | undefined;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/**
 * Listens to everything that is published on a broker which is not ours: a client that subscribes to `#`. It cannot know
 * who has published, nor hear what the broker does not let it hear.
 */
export function tapBroker(url: string, seen: (packet: PublishedPacket) => void): { close(): Promise<void> } {
  const client = connect(url, {
    clientId: `millet-tap-${Math.random().toString(36).slice(2, 8)}`,
    reconnectPeriod: 1_000,
  });
  client.on('connect', () => client.subscribe('#'));
  client.on('error', () => {});
  client.on('message', (topic, payload, { qos, retain }) => {
    // What the broker has kept was published before anybody looked.
    if (!retain) seen({ clientId: undefined, topic, payload, qos, retain });
  });
  return { close: () => client.endAsync(true) };
}
