import fc from 'fast-check';
import { validate } from 'node-cron';

const months = ['jan', 'feb', 'Mar', 'april', 'may', 'JUN', 'jul', 'aug', 'September', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'Monday', 'tue', 'WED', 'thu', 'fri', 'Saturday'];

type Token = fc.Arbitrary<string>;

/** A value, a range (also a wrapped one, such as 22-6), or either with steps. */
function token(min: number, max: number, names: readonly string[] = []): Token {
  const number = fc.integer({ min, max }).map(String);
  const value = names.length === 0 ? number : fc.oneof(number, fc.constantFrom(...names));
  const range = fc.tuple(value, value).map(([from, to]) => `${from}-${to}`);
  const step = fc.integer({ min: 1, max });
  return fc.oneof(
    { arbitrary: value, weight: 3 },
    range,
    fc.tuple(range, step).map(([from, by]) => `${from}/${by}`),
    step.map((by) => `*/${by}`),
  );
}

function list(one: Token, maxLength = 3): Token {
  return fc.array(one, { minLength: 1, maxLength }).map((tokens) => tokens.join(','));
}

/** Mostly `*`, so that most expressions come within a year or two. */
function mostlyAny(arbitrary: Token, weight = 3): Token {
  return fc.oneof({ arbitrary: fc.constant('*'), weight }, { arbitrary, weight: 1 });
}

const second = list(token(0, 59), 2);
const minute = fc.oneof(fc.constant('*'), list(token(0, 59)));
const hour = fc.oneof(fc.constant('*'), list(token(0, 23)));
const month = mostlyAny(list(token(1, 12, months)));

const specialDay = fc.oneof(
  fc.constantFrom('L', 'l', 'LW', 'lw', '?'),
  fc.integer({ min: 1, max: 30 }).map((back) => `L-${back}`),
  fc.integer({ min: 1, max: 31 }).map((day) => `${day}W`),
);
const specialWeekday = fc.oneof(
  fc.constant('?'),
  fc
    .tuple(fc.constantFrom(...weekdays, '0', '7'), fc.integer({ min: 1, max: 5 }))
    .map(([day, n]) => `${day}#${n}`),
  fc.constantFrom(...weekdays, '0', '7').map((day) => `${day}L`),
);
const dayOfMonth = mostlyAny(
  fc.oneof(list(token(1, 31)), specialDay, list(fc.oneof(specialDay, token(1, 31)))),
);
const dayOfWeek = mostlyAny(
  fc.oneof(
    list(token(0, 7, weekdays)),
    specialWeekday,
    list(fc.oneof(specialWeekday, token(0, 7, weekdays))),
  ),
);

const nickname = fc.constantFrom(
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@HOURLY',
);

/** Expressions of five and six fields with all that node-cron's grammar has. */
export const expressions: fc.Arbitrary<string> = fc
  .oneof(
    { arbitrary: fc.tuple(minute, hour, dayOfMonth, month, dayOfWeek), weight: 6 },
    { arbitrary: fc.tuple(second, minute, hour, dayOfMonth, month, dayOfWeek), weight: 3 },
    { arbitrary: nickname.map((name) => [name]), weight: 1 },
  )
  .map((fields) => fields.join(' '))
  .filter(validate);

/** Expressions that run every day, at not too many times, many of them near an hour: the one of a change of the clocks. */
export function dailyExpressions(near: number): fc.Arbitrary<string> {
  const nearby = fc.integer({ min: near - 2, max: near + 2 }).map((at) => String((at + 24) % 24));
  const hours = fc.oneof(fc.constant('*'), list(nearby), list(fc.oneof(token(0, 23), nearby)));
  const steps = fc.constantFrom('*/10', '*/15', '0-30/7', '50-10/5');
  const minutes = list(fc.oneof(fc.integer({ min: 0, max: 59 }).map(String), steps));
  const seconds = fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: list(token(0, 59)).map((second) => [second]), weight: 1 },
  );
  return fc
    .tuple(seconds, minutes, hours)
    .map(([second, minute, hour]) => [...second, minute, hour, '* * *'].join(' '))
    .filter(validate);
}
