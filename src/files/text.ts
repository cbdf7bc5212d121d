import type { Flaw } from './yaml.ts';

/** The text of a file, or where it is not UTF-8. A byte order mark at its start is no part of it. */
export function decodeText(bytes: Uint8Array): { text: string } | { flaw: Flaw } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { flaw: { line: 1, column: 1, message: 'the file is UTF-16; save it as UTF-8' } };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { flaw: { ...firstBadPlace(bytes), message: 'this is not UTF-8; save the file as UTF-8' } };
  }
}

/** No byte of a character in UTF-8 is a line break, so each line can be tried by itself. */
function firstBadPlace(bytes: Uint8Array): { line: number; column: number } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, start = 0; ; line++) {
    const lineBreak = bytes.indexOf(0x0a, start);
    const end = lineBreak < 0 ? bytes.length : lineBreak;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      const lossy = new TextDecoder('utf-8').decode(bytes.subarray(start, end));
      return { line, column: Math.max(1, lossy.indexOf('\ufffd') + 1) };
    }
    if (lineBreak < 0) return { line, column: 1 };
    start = lineBreak + 1;
  }
}
