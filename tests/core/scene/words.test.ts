import { describe, expect, it } from 'vitest';
import { triggerSchema } from '../../../src/core/scene/trigger-schema.ts';
import { describeTrigger } from '../../../src/core/scene/words.ts';

const words = (more: object) =>
  describeTrigger(triggerSchema.parse({ type: 'property', device: 'coffee', prop: 'status', ...more }));

describe('a property trigger in words', () => {
  it.each([
    [{ value: 'done' }, 'coffee.status done'],
    [{ value: 'done', from: 'brewing' }, 'coffee.status from brewing to done'],
    [{ above: 5, from: 3, for: '5m' }, 'coffee.status from 3 to above 5 for 5m'],
    [{ changed: true, from: 'brewing' }, 'coffee.status changed from brewing'],
    [{ from: 'brewing' }, 'coffee.status from brewing'],
  ])('%j', (more, expected) => {
    expect(words(more)).toBe(expected);
  });
});
