import { connect, type Socket } from 'node:net';
import { until } from '../until.ts';

/** An MQTT 3.1.1 client made of bytes, for what a library would never do. */
export class RawClient {
  readonly socket: Socket;
  closed = false;
  received = 0;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => {
      this.received += chunk.length;
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
    });
  }

  async connect(id: string, will?: { topic: string; payload: string }): Promise<void> {
    const flags = will ? 0x06 : 0x02;
    const rest = will ? [text(will.topic), text(will.payload)] : [];
    await this.#exchange(packet(0x10, text('MQTT'), Buffer.from([4, flags, 0, 0]), text(id), ...rest));
  }

  async subscribe(filter: string): Promise<void> {
    await this.#exchange(packet(0x82, Buffer.from([0, 1]), text(filter), Buffer.from([0])));
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  async #exchange(bytes: Buffer): Promise<void> {
    const before = this.received;
    this.send(bytes);
    await until(() => this.received > before || this.closed, 'the broker has answered');
  }
}

export function publishPacket(topic: string, payload: Buffer): Buffer {
  return packet(0x30, text(topic), payload);
}

export function packet(type: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let rest = body.length;
  do {
    const more = rest > 127 ? 0x80 : 0;
    length.push((rest & 0x7f) | more);
    rest >>= 7;
  } while (rest > 0);
  return Buffer.concat([Buffer.from([type, ...length]), body]);
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
