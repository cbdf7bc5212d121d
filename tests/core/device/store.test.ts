import { describe, expect, it } from 'vitest';
import { defineDevice } from '../../../src/core/device/index.ts';
import { PropertyStore } from '../../../src/core/device/store.ts';

const model = defineDevice({
  model: 'tank',
  title: 'Tank',
  properties: {
    power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off' },
    water: { type: 'integer', range: [0, 100], access: 'rn', initial: 50, reading: true },
    hint: { type: 'string', access: 'r', initial: '' },
    secret: { type: 'string', access: 'w', initial: '' },
  },
});

describe('a property store', () => {
  it('shows what can be read, and gives out what has changed since', () => {
    const store = new PropertyStore(model);
    expect(store.readable()).toEqual({ power: 'off', water: 50, hint: '' });
    expect(store.takeUnpublished()).toBeUndefined();
    store.assign({ power: 'on', secret: 'x' });
    expect(store.takeUnpublished()).toEqual({ power: 'on' });
    expect(store.takeUnpublished()).toBeUndefined();
  });

  it('keeps what nobody is notified of until something else changes', () => {
    const store = new PropertyStore(model);
    store.assign({ hint: 'refill' });
    expect(store.takeUnpublished()).toBeUndefined();
    store.assign({ water: 10 });
    expect(store.takeUnpublished()).toEqual({ hint: 'refill', water: 10 });
  });

  it('counts no assignment of the same value as a change', () => {
    const store = new PropertyStore(model);
    store.assign({ power: 'off', water: 50 });
    expect(store.takeUnseen().size).toBe(0);
    expect(store.takeUnpublished()).toBeUndefined();
  });

  it('throws on a value that the model itself gets wrong', () => {
    const store = new PropertyStore(model);
    expect(() => store.assign({ water: -1 })).toThrow(
      'water takes an integer from 0 to 100, its model set -1',
    );
    expect(() => store.assign({ watr: 1 })).toThrow('tank has no property watr');
  });

  it('holds a pinned reading whatever the device makes of it, and lets it go on from there', () => {
    const store = new PropertyStore(model);
    store.pin('water', 80);
    expect([...store.takeUnseen()]).toEqual(['water']);
    store.assign({ water: 20 });
    expect(store.get('water')).toBe(80);
    expect(store.takeUnseen().size).toBe(0);
    expect(store.release('water')).toBe(true);
    expect(store.get('water')).toBe(80);
    expect(store.takeUnseen().size).toBe(0);
    expect(store.release('water')).toBe(false);
    store.assign({ water: 20 });
    expect(store.get('water')).toBe(20);
  });

  it('takes back everything since a snapshot: values, pins and what counts as changed', () => {
    const store = new PropertyStore(model);
    store.pin('water', 80);
    store.takeUnseen();
    const restore = store.snapshot();
    store.release('water');
    store.assign({ water: 1, power: 'on' });
    restore();
    expect(store.readable()).toEqual({ power: 'off', water: 80, hint: '' });
    expect(store.takeUnseen().size).toBe(0);
    expect(store.release('water')).toBe(true);
    expect(store.takeUnpublished()).toEqual({ water: 80 });
  });
});
