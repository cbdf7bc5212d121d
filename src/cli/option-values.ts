import { InvalidArgumentError } from 'commander';

/* What options take. Each of these throws with what it would take instead. */

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('It takes a whole number.');
  return number;
}

export function days(text: string): number {
  const number = wholeNumber(text);
  if (number < 1 || number > 36_525)
    throw new InvalidArgumentError('It takes a number of days from 1 to 36525.');
  return number;
}

export function port(text: string): number {
  const number = wholeNumber(text);
  if (number > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return number;
}

export function speed(text: string): number | 'max' {
  if (text === 'max') return 'max';
  const number = Number(text);
  if (text === '' || !Number.isFinite(number) || number <= 0) {
    throw new InvalidArgumentError('It takes a number above 0, or max.');
  }
  return number;
}

export function prefix(text: string): string {
  if (
    text === '' ||
    /[+#\0]/.test(text) ||
    text.startsWith('$') ||
    text.startsWith('/') ||
    text.endsWith('/')
  ) {
    throw new InvalidArgumentError('It takes levels of a topic, without +, # or $.');
  }
  return text;
}

export function collect(value: string, list: string[]): string[] {
  return [...list, value];
}
