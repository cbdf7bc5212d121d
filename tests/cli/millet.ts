import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command, as people run it. `npm test` builds it first. */
export const milletPath = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
export const demoHome = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `millet` to its end. */
export function millet(
  args: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [milletPath, ...args], {
    encoding: 'utf8',
    cwd: options.cwd ?? demoHome,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...options.env },
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

/**
 * A `millet` that goes on until it is told to stop. A home can be run by one process at a time, so `run` gets a copy of
 * the demo home, unless it is given a home.
 */
export class RunningMillet {
  out = '';
  err = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #listeners = new Set<() => void>();

  /**
   * @param limits.uid as this user
   * @param limits.fileKb files cannot grow larger than this, in kB, as on a disk that is full
   */
  constructor(
    args: readonly string[],
    cwd = demoHome,
    limits: { readonly uid?: number | undefined; readonly fileKb?: number } = {},
  ) {
    const copy = args[0] === 'run' && !args.includes('--home') ? copyOfDemoHome() : undefined;
    const home = copy ? ['--home', copy.dir] : [];
    const { uid, fileKb } = limits;
    const command = [process.execPath, milletPath, ...args, ...home];
    const [file, ...rest] =
      fileKb === undefined ? command : ['bash', '-c', `ulimit -f ${fileKb}; exec "$@"`, 'bash', ...command];
    this.#child = spawn(file!, rest, {
      cwd,
      env: { ...process.env, NO_COLOR: '1' },
      ...(uid === undefined ? {} : { uid }),
    });
    this.#child.stdout!.on('data', (chunk: Buffer) => {
      this.out += chunk.toString();
      for (const listener of [...this.#listeners]) listener();
    });
    this.#child.stderr!.on('data', (chunk: Buffer) => {
      this.err += chunk.toString();
      for (const listener of [...this.#listeners]) listener();
    });
    this.#ended = new Promise((resolve) => this.#child.once('exit', resolve));
    void this.#ended.then(() => {
      copy?.remove();
      for (const listener of [...this.#listeners]) listener();
    });
  }

  /** Resolves with the match once the output (both streams) has it; rejects when the command ends without. */
  async said(pattern: RegExp): Promise<RegExpMatchArray> {
    let over = false;
    void this.#ended.then(() => {
      over = true;
    });
    for (;;) {
      const match = `${this.out}\n${this.err}`.match(pattern);
      if (match) return match;
      if (over) throw new Error(`millet ended without saying ${pattern}:\n${this.out}\n${this.err}`);
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  /** The address of its broker, once it is ready. */
  async url(): Promise<string> {
    await this.said(/^Ready/m);
    return (await this.said(/Broker: (\S+)\. /))[1]!;
  }

  /** Sends a signal and resolves with the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  get ended(): Promise<number | null> {
    return this.#ended;
  }
}

/** A copy of the demo home that a test may change; `remove` it afterwards. */
export function copyOfDemoHome(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'millet-home-'));
  for (const part of ['home.yaml', 'scenes'])
    cpSync(join(demoHome, part), join(dir, part), { recursive: true });
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
