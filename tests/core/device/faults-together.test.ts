import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homeWith, type TestHome } from '../../home.ts';
import { models } from '../../models.ts';
import { fault, span } from './random-faults.ts';

const ids = [...models.keys()];

/** What somebody does to one of the devices: breaks it, calls one of its methods, moves about, or waits. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ device: fc.constantFrom(...ids), fault }) },
  { weight: 2, arbitrary: fc.record({ device: fc.constantFrom(...ids), method: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ stir: fc.constant(true) }) },
  { weight: 2, arbitrary: fc.record({ pass: span }) },
);

function play(acts: readonly (typeof act extends fc.Arbitrary<infer Act> ? Act : never)[]): TestHome {
  const home = homeWith(Object.fromEntries(ids.map((id) => [id, id])));
  for (const one of acts) {
    if ('fault' in one) home.send(`${one.device}/fault`, one.fault);
    else if ('stir' in one) home.stir();
    else if ('pass' in one) home.pass(one.pass);
    else {
      const methods = Object.keys(models.get(one.device)!.actions ?? {});
      const method = methods[one.method % methods.length] ?? 'get_prop';
      home.send(`${one.device}/rpc`, { id: 1, method, params: method === 'get_prop' ? [] : {} });
    }
  }
  return home;
}

describe('faults of all kinds, on all devices, one upon the other', () => {
  it('leave nothing behind when they have ended, and bring out no mistake of a model', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const home = play(acts);
        for (const id of ids) home.send(`${id}/fault`, 'none');
        home.pass('3h');
        for (const device of home.simulated.simulation.devices.values()) {
          const { id } = device.config;
          expect(device.isConnected).toBe(true);
          expect(home.sent(`${id}/availability`).at(-1)!.text).toBe('online');
          expect(device.radio.disturbance).toBeUndefined();
          expect(device.faults?.active ?? []).toEqual([]);
          // What it shows is what is so, and it says so to whoever asks.
          const shown = Object.keys(device.model.properties).map((name) => [name, device.store.get(name)]);
          expect(shown).toEqual(shown.map(([name]) => [name, device.store.truth(String(name))]));
          home.send(`${id}/get`);
          expect(home.published(id)).toEqual(device.store.readable());
          expect(home.errors(id).filter(({ message }) => message.includes('mistake'))).toEqual([]);
        }
        expect(home.sent('faults').at(-1)!.text).toBe('{}');
      }),
      { numRuns: 60 },
    );
  });

  it('give the same journal twice', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        expect(play(acts).journalText).toBe(play(acts).journalText);
      }),
      { numRuns: 20 },
    );
  });
});
