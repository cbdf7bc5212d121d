import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const compress = promisify(gzip);

/** A file of the page as it is sent. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The built page. Its files are listed once, at the start, and a path is looked up in that list: whatever a request
 * says, nothing else can be reached.
 */
export class PageFiles {
  readonly #files: ReadonlyMap<string, string>;
  readonly #loaded = new Map<string, Promise<Loaded>>();

  constructor(directory: string) {
    this.#files = new Map(
      list(directory).map((file) => [`/${relative(directory, file).split(sep).join('/')}`, file]),
    );
  }

  /** false: the page has not been built. */
  get isThere(): boolean {
    return this.#files.has('/index.html');
  }

  /** @param path of a URL, as it came */
  async get(path: string, acceptsGzip: boolean): Promise<PageFile | undefined> {
    const name = path === '/' ? '/index.html' : path;
    const file = this.#files.get(name);
    if (file === undefined) return undefined;
    let loading = this.#loaded.get(name);
    if (!loading) {
      loading = load(file);
      this.#loaded.set(name, loading);
    }
    const { plain, small } = await loading;
    const zipped = acceptsGzip && small !== undefined;
    return {
      body: zipped ? small : plain,
      headers: {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
        // Built files carry a hash of their content in their name; the page itself must be asked for anew.
        'Cache-Control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        Vary: 'Accept-Encoding',
        ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
      },
    };
  }
}

interface Loaded {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly small: Uint8Array<ArrayBuffer> | undefined;
}

async function load(file: string): Promise<Loaded> {
  const plain = new Uint8Array(readFileSync(file));
  const small = new Uint8Array(await compress(plain, { level: 9 }));
  return { plain, small: small.length < 0.9 * plain.length ? small : undefined };
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
