import { isAlias, isCollection, isMap, isScalar, isSeq, type Node, type Pair, type YAMLError } from 'yaml';
import { type Path, showName } from '../core/check/index.ts';

/** Deeper than anybody can read. It keeps every recursion over the data within the stack. */
const maxDepth = 100;
/** How many values the aliases of a file may unfold to: "a billion laughs" is a short file. */
const maxUnfolded = 100_000;

export interface TreeFlaw {
  readonly offset: number;
  /** Half a sentence; `lineOf` tells the line of an offset. */
  readonly message: (lineOf: (offset: number) => number) => string;
}

interface Anchor {
  readonly node: Node;
  value: unknown;
  /** Of how many values it consists. */
  size: number;
  /** It is being read: an alias here would contain itself. */
  open: boolean;
}

/** A YAML tree as plain data, with what the parser does not mind but we do. */
export class YamlTree {
  readonly value: unknown;
  readonly flaws: TreeFlaw[] = [];
  readonly #contents: Node;
  readonly #anchors = new Map<string, Anchor>();
  #size = 0;
  #unfolded = 0;

  constructor(contents: Node) {
    this.#contents = contents;
    this.value = this.#read(contents, 0);
  }

  /** The offset at which a path stands; for one that is not there, the nearest object or list around it. */
  locate(path: Path, at: 'key' | 'value'): number {
    let node: unknown = this.#contents;
    let offset = startOf(node);
    for (const [index, part] of path.entries()) {
      const collection = this.#follow(node);
      if (isSeq(collection)) {
        if (typeof part !== 'number' || part >= collection.items.length) return offset;
        node = collection.items[part];
      } else {
        const pair = isMap(collection)
          ? collection.items.find(({ key }) => this.#nameOf(key) === String(part))
          : undefined;
        if (!pair) return offset;
        // A key without a value has an empty one somewhere behind it: the key says more.
        if ((at === 'key' && index === path.length - 1) || isEmpty(pair.value)) return startOf(pair.key);
        node = pair.value;
      }
      const target = this.#follow(node);
      offset = startOf(isCollection(target) ? target : node);
    }
    return offset;
  }

  #read(node: unknown, depth: number): unknown {
    if (isAlias(node)) return this.#unfold(node, node.source);
    if (!isScalar(node) && !isCollection(node)) return null;
    const before = this.#size++;
    const anchor: Anchor = { node, value: null, size: 1, open: true };
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, anchor);
    anchor.value = isScalar(node) ? node.value : this.#readCollection(node, depth);
    anchor.size = this.#size - before;
    anchor.open = false;
    return anchor.value;
  }

  #readCollection(node: unknown, depth: number): unknown {
    if (depth > maxDepth) return this.#flaw(node, 'it is nested too deep');
    if (isSeq(node)) return node.items.map((item) => this.#read(item, depth + 1));
    if (!isMap(node)) return null;
    const value: Record<string, unknown> = {};
    const first = new Map<string, Pair>();
    for (const pair of node.items) {
      const name = this.#nameOf(pair.key);
      const other = first.get(name);
      const content = this.#read(pair.value, depth + 1);
      if (other) {
        this.#flaw(pair.key, (lineOf) => {
          return `${showName(name)} is there twice: here and in line ${lineOf(startOf(other.key))}; a name can be used once`;
        });
      } else if (name === '__proto__') {
        this.#flaw(pair.key, 'nothing can be called __proto__');
      } else {
        first.set(name, pair);
        value[name] = content;
      }
    }
    return value;
  }

  #unfold(alias: Node, name: string): unknown {
    const anchor = this.#anchors.get(name);
    if (!anchor) {
      return this.#flaw(
        alias,
        `nothing above has the anchor &${name}; a text that begins with * needs quotes`,
      );
    }
    if (anchor.open) return this.#flaw(alias, `*${name} stands within &${name}: it would contain itself`);
    this.#size += anchor.size;
    this.#unfolded += anchor.size;
    if (this.#unfolded <= maxUnfolded) return anchor.value;
    // Once is enough: from here on every alias is one too many.
    if (this.#unfolded - anchor.size > maxUnfolded) return null;
    return this.#flaw(alias, `the aliases up to here unfold to more than ${maxUnfolded} values`);
  }

  #flaw(node: unknown, message: string | TreeFlaw['message']): null {
    this.flaws.push({
      offset: startOf(node),
      message: typeof message === 'string' ? () => message : message,
    });
    return null;
  }

  #follow(node: unknown): unknown {
    return isAlias(node) ? this.#anchors.get(node.source)?.node : node;
  }

  #nameOf(key: unknown): string {
    const node = this.#follow(key);
    return isScalar(node) ? String(node.value ?? '') : '';
  }
}

/**
 * Where a syntax error is best shown: for a quote or a bracket that is not closed, at the one that opens, because the
 * parser notices it only lines later; for a text such as a cron expression, which the parser takes for aliases, at
 * its first asterisk.
 */
export function placeOf(error: YAMLError, contents: unknown, text: string): number {
  const [offset] = error.pos;
  if (/alias/i.test(error.message)) {
    const line = text.lastIndexOf('\n', offset - 1) + 1;
    const first = /(?<![^\s[{,:])\*/.exec(text.slice(line, offset));
    return first ? line + first.index : offset;
  }
  if (!/^Missing closing|end with a [\]}]/.test(error.message)) return offset;
  let opening = offset;
  const stack: unknown[] = [contents];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const range = (node as Node | null)?.range;
    if (!range || range[0] > offset || range[2] < offset) continue;
    const opens = isCollection(node) ? node.flow : isScalar(node) && node.type?.startsWith('QUOTE');
    if (opens) opening = range[0];
    if (isMap(node)) for (const { key, value } of node.items) stack.push(key, value);
    if (isSeq(node)) stack.push(...node.items);
  }
  return opening;
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function isEmpty(node: unknown): boolean {
  const range = (node as Node | null)?.range;
  return !range || range[0] === range[1];
}
