/**
 * Every error that Millet can tell somebody about, in one place.
 *
 * `rpcCodes` are the codes on the wire (JSON-RPC's own and MIoT's; see docs/protocol.md). Each has one meaning;
 * the message says what was expected, what came, and what to do.
 */
export const rpcCodes = {
  notJson: -32700,
  notARequest: -32600,
  noSuchMethod: -32601,
  notReadable: -4001,
  notWritable: -4002,
  noSuchProperty: -4003,
  other: -4004,
  badValue: -4005,
  badParams: -4006,
  cannotNow: -4008,
} as const;

export type RpcCode = (typeof rpcCodes)[keyof typeof rpcCodes];

/** A request that a device refuses. `data` maps each offending name to its own code. */
export class RpcError extends Error {
  readonly code: RpcCode;
  readonly data: Readonly<Record<string, RpcCode>> | undefined;

  constructor(code: RpcCode, message: string, data?: Readonly<Record<string, RpcCode>>) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

/**
 * Something a person asked for that cannot be carried out: bad arguments, an unreadable file, a port in use.
 * `message` is one sentence with the place; `hint` says what to do about it. Shown without a stack trace.
 */
export class MilletError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'MilletError';
    this.hint = options.hint;
  }
}
