import { RpcError, rpcCodes } from '../errors.ts';
import { showValue } from './value.ts';

export type RequestId = string | number;

export interface Request {
  readonly id: RequestId;
  readonly method: string;
  readonly params: unknown;
}

const maxIdLength = 64;

/** What a payload turned out to be: a request, or an error to answer with under the id that could be read. */
export type ParsedRequest =
  | { readonly request: Request }
  | { readonly id: RequestId | null; readonly error: RpcError };

/** Reads a request: JSON-RPC's `id`, `method` and `params`, with `id` a number or a text of up to 64 characters. */
export function parseRequest(readJson: () => unknown): ParsedRequest {
  let value: unknown;
  try {
    value = readJson();
  } catch (error) {
    return refusal(
      null,
      rpcCodes.notJson,
      `The payload is ${unreadable(error)}. A request is {"id":1,"method":"get_prop","params":["power"]}.`,
    );
  }
  if (!isRecord(value)) {
    return refusal(
      null,
      rpcCodes.notARequest,
      `A request is one JSON object with id, method and params, got ${showValue(value)}.`,
    );
  }
  const { id, method, params } = value;
  if (!isRequestId(id)) {
    const got = id === undefined ? 'none' : showValue(id);
    return refusal(
      null,
      rpcCodes.notARequest,
      `A request needs an id: a number or a text of up to ${maxIdLength} characters, got ${got}.`,
    );
  }
  if (typeof method !== 'string') {
    const got = method === undefined ? 'none' : showValue(method);
    return refusal(
      id,
      rpcCodes.notARequest,
      `A request needs a method, which is a text such as "get_prop", got ${got}.`,
    );
  }
  return { request: { id, method, params } };
}

/** Why a payload's JSON could not be read, to follow "is". */
export function unreadable(error: unknown): string {
  return error instanceof RangeError ? error.message : 'not JSON';
}

/** What a request is answered with when carrying it out has thrown: a refusal, or a mistake in the device's model. */
export function asRpcError(error: unknown, device: string): RpcError {
  if (error instanceof RpcError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new RpcError(rpcCodes.other, `${device} has a mistake in its model: ${reason}`);
}

export function retainedError(topic: string): RpcError {
  const what = `A retained message on ${topic} is not carried out: it would be again at every start. `;
  return new RpcError(rpcCodes.notARequest, `${what}Take it away with: mosquitto_pub -r -n -t ${topic}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRequestId(id: unknown): id is RequestId {
  return typeof id === 'string' ? id.length <= maxIdLength : typeof id === 'number' && Number.isFinite(id);
}

function refusal(id: RequestId | null, code: RpcError['code'], message: string): ParsedRequest {
  return { id, error: new RpcError(code, message) };
}
