import { clock, commandClock } from '../live/clock.ts';
import { lookAt, returnToLive } from '../live/moment.ts';
import { openPanel } from '../ui/panels.ts';
import { question } from '../why/asked.ts';
import { askAboutLast, lastRun } from '../why/last-run.ts';

export interface TourStep {
  readonly title: string;
  readonly text: () => string;
  readonly seconds: number;
  /** Does it to the real home. */
  run(): Promise<void>;
}

/** So long before a scene's time the tour begins, in milliseconds of the home's time. */
const beforeMs = 40_000;

/** Sixty seconds that drive the real home: one thing after the other that the page is for. */
export const tourSteps: readonly TourStep[] = [
  {
    title: 'A home, and its clock',
    text: () =>
      'Rooms, people and devices, as the home file describes them. Time stands still now. Only the yellow clock moves it, never a timer of your machine.',
    seconds: 9,
    async run() {
      returnToLive();
      question.value = undefined;
      openPanel('why');
      await commandClock({ action: 'pause' });
    },
  },
  {
    title: 'What is due',
    text: () =>
      `${clock.value?.next[0]?.sentence ?? 'Nothing is due'}. The tour has gone there; the mark on the timeline is its ghost.`,
    seconds: 9,
    async run() {
      const next = clock.value?.next[0];
      if (next && next.time - beforeMs > clock.value!.time)
        await commandClock({ action: 'jump', to: next.time - beforeMs });
    },
  },
  {
    title: 'Let time pass',
    text: () =>
      'Ten seconds at home in each of yours. Watch what lights up: each change is a real MQTT message.',
    seconds: 12,
    async run() {
      await commandClock({ action: 'speed', speed: 10 });
      await commandClock({ action: 'play' });
    },
  },
  {
    title: 'Why did it run?',
    text: () =>
      'One sentence first. Then the scene’s own conditions, each with what it was, since when, and who made it so.',
    seconds: 11,
    async run() {
      await commandClock({ action: 'pause' });
      const last = lastRun.value;
      if (last) await askAboutLast(last.scene, last.time);
    },
  },
  {
    title: 'Look back',
    text: () =>
      'Drag the timeline: the whole house as it was, and nothing is touched. From there a replay can go another way.',
    seconds: 9,
    run() {
      lookAt((lastRun.value?.time ?? clock.value!.time) - 10_000);
      return Promise.resolve();
    },
  },
  {
    title: 'On the wire',
    text: () =>
      'Every packet as it crossed the broker. Any MQTT client sees the same, and can join in. Now it is your home: press Space.',
    seconds: 10,
    run() {
      returnToLive();
      openPanel('wire');
      return Promise.resolve();
    },
  },
];
