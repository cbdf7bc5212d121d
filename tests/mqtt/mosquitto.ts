import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from '../tools.ts';

/** Where mosquitto is, if it is installed here. */
export const mosquittoPath = requireTool('mosquitto');

export interface Mosquitto {
  readonly port: number;
  readonly url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a mosquitto of our own on 127.0.0.1, with nothing kept on disk. Port 0 takes any free one. */
export async function startMosquitto(wanted = 0, settings = ['allow_anonymous true']): Promise<Mosquitto> {
  const port = wanted || (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'millet-mosquitto-'));
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, [`listener ${port} 127.0.0.1`, 'persistence false', ...settings, ''].join('\n'));
  const child = spawn(mosquittoPath!, ['-c', config], { stdio: 'ignore' });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async stop(signal = 'SIGTERM') {
      await kill(child, signal);
      rmSync(folder, { recursive: true });
    },
  };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
