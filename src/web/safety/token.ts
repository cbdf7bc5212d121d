import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits, in letters that survive any address bar. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}

/** Compares without telling by its time how much of it was right. */
export function isToken(given: string | undefined, token: string): boolean {
  if (given === undefined) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** `Authorization: Bearer TOKEN`. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
}

/** Browsers cannot set a header on a WebSocket, but they can name subprotocols. */
export function subprotocolToken(header: string | undefined): string | undefined {
  const names = (header ?? '').split(',').map((name) => name.trim());
  return names.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
}

const tokenPrefix = 'millet.token.';
