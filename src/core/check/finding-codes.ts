/**
 * What `check` can doubt in a scene that is valid, each with how bad it is and why it matters. The names stand in
 * scene files, too, where somebody says that it is meant so.
 */
export const findingCodes = {
  loop: { severity: 'error', why: 'scenes that set each other off do not come to rest by themselves' },
  never: { severity: 'error', why: 'what waits for it is never done' },
  conflict: {
    severity: 'warning',
    why: 'the last one wins silently, and which one is last may differ from day to day',
  },
  order: {
    severity: 'warning',
    why: 'scenes that are due at one instant run in the order of their ids, which nobody means',
  },
  oscillation: {
    severity: 'warning',
    why: 'the device is switched to and fro for as long as the home stands',
  },
  repeats: { severity: 'warning', why: 'what is done twice is not the same as done once' },
  interrupted: { severity: 'warning', why: 'a device that is still at work does not take the next command' },
  'missing-trigger': {
    severity: 'warning',
    why: 'a scene looks at its conditions only at the moment when a trigger fires',
  },
  momentary: {
    severity: 'warning',
    why: 'two things that last but a moment hardly ever come together',
  },
  endless: {
    severity: 'warning',
    why: 'what stands behind it is never done, and while its run goes on, it is in the way of the next one',
  },
  midnight: {
    severity: 'warning',
    why: 'the days of a window across midnight are those on which it begins',
  },
  'left-on': { severity: 'warning', why: 'it stays on until somebody notices' },
  'half-done': { severity: 'warning', why: 'a step that fails leaves the home as nobody wants it' },
  undone: { severity: 'warning', why: 'what is undone in the same moment might as well not be done' },
  unknown: {
    severity: 'warning',
    why: 'the properties of a device that is offline are unknown, and what is unknown does not hold',
  },
  always: {
    severity: 'warning',
    why: 'a condition that always holds keeps nothing out, so it is probably not the one that was meant',
  },
  unreachable: { severity: 'warning', why: 'it stands there and is never done' },
  'clock-change': {
    severity: 'warning',
    why: 'on the night when the clocks change there is no such time, or it comes twice',
  },
  unused: { severity: 'warning', why: 'what nothing uses is either forgotten or misspelt somewhere' },
} as const satisfies Readonly<Record<string, { severity: 'error' | 'warning'; why: string }>>;

export type FindingCode = keyof typeof findingCodes;
