import { localAt } from '../core/calendar/index.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The day of an instant for people: `Monday 2 March 2026`. The same on every machine, whatever its language. */
export function dayHeading(timezone: string, instant: number): string {
  const { weekday, day, month, year } = localAt(timezone, instant);
  return `${weekdays[weekday]} ${day} ${months[month - 1]} ${year}`;
}
