import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { type Candidate, finishedTest, testOf } from '../../src/explore/candidate.ts';
import { freshCandidate } from '../../src/explore/fresh.ts';
import { hunt } from '../../src/explore/hunt.ts';
import { knobsOf } from '../../src/explore/knobs.ts';
import { landmarksOf } from '../../src/explore/landmarks.ts';
import { mutate } from '../../src/explore/mutate.ts';
import { onlyRule, type Rules } from '../../src/explore/rules.ts';
import { shrink } from '../../src/explore/shrink.ts';
import { tryOut } from '../../src/explore/trial.ts';
import { triersFor } from '../../src/explore/try-all.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { checkTestFile } from '../../src/testing/check-test.ts';
import { runTest, type TestedHome } from '../../src/testing/index.ts';
import { sceneTestSchema } from '../../src/testing/schema.ts';
import { demoHome } from '../cli/millet.ts';
import { directoryWith } from '../files/homes.ts';
import { plantedHome } from './planted.ts';

async function load(dir: string): Promise<TestedHome> {
  const { home, models, scenes } = await loadHome(dir);
  return { home: home!, models, scenes };
}

function materialOf(tested: TestedHome, rules: Rules, residents = true) {
  const landmarks = landmarksOf(tested.scenes, rules);
  const knobs = knobsOf(tested, rules, landmarks, { without: new Set(), hands: false });
  return { home: tested.home, landmarks, knobs, residents };
}

const planted = await load(directoryWith(plantedHome));
const plantedRules: Rules = { never: planted.home.never!, always: [] };
const demo = await load(demoHome);
/** In the demo home, two scenes disagree about the heater. */
const heatsTheStreet: Rules = {
  never: [
    {
      all: [
        { device: 'bedroom_window', prop: 'open', value: true },
        { device: 'bedroom_heater', prop: 'power', value: 'on' },
      ],
      for: '1m',
    },
  ],
  always: [{ type: 'availability', device: 'coffee_maker', value: 'online', for: '30s' }],
};

describe('hunt', () => {
  it('finds a breach of four steps when it follows what is new, and not by chance alone', async () => {
    const { tryAll } = triersFor('', planted, plantedRules, 1);
    const huntWith = async (followers?: number) => {
      let rounds = 0;
      const goesOn = (): boolean => rounds++ < 40;
      const options = { seed: 5, tryAll, goesOn, ...(followers === undefined ? {} : { followers }) };
      const { found, tried } = await hunt(materialOf(planted, plantedRules, false), options);
      return { found: found !== undefined, tried };
    };
    expect(await huntWith()).toEqual({ found: true, tried: 763 });
    expect(await huntWith(0)).toEqual({ found: false, tried: 1280 });
  }, 240_000);
});

describe('knobsOf', () => {
  it('leaves it to scenes to command what a rule names, unless hands may, too', () => {
    const kindsFor = (hands: boolean) => {
      const landmarks = landmarksOf(planted.scenes, plantedRules);
      const knobs = knobsOf(planted, plantedRules, landmarks, { without: new Set(), hands });
      const random = createRandom(1, 'knobs');
      return new Set(
        knobs.flatMap(({ kind, turn }) => {
          const deed = turn(random);
          return 'device' in deed && deed.device === 'heater' ? [kind] : [];
        }),
      );
    };
    expect(kindsFor(false)).toEqual(new Set(['readings', 'faults']));
    expect(kindsFor(true)).toEqual(new Set(['readings', 'settings', 'actions', 'faults']));
  });

  it('turns nothing of the kinds that are left out', () => {
    const landmarks = landmarksOf(demo.scenes, heatsTheStreet);
    const without = new Set(['faults', 'scenes'] as const);
    const knobs = knobsOf(demo, heatsTheStreet, landmarks, { without, hands: true });
    expect(new Set(knobs.map(({ kind }) => kind))).toEqual(new Set(['readings', 'settings', 'actions']));
  });
});

describe('candidates', () => {
  it('are valid scene tests, all of them', () => {
    const material = materialOf(demo, heatsTheStreet);
    const env = { home: demo.home, models: demo.models, scenes: new Set(demo.scenes.keys()) };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const random = createRandom(seed, 'candidates');
        let candidate = freshCandidate(material, random);
        for (let generation = 0; generation < 5; generation++) {
          const test = testOf(candidate, heatsTheStreet, 'Asia/Shanghai');
          expect(sceneTestSchema.parse(test)).toEqual(test);
          expect(checkTestFile({ tests: [test] }, env)).toEqual([]);
          candidate = mutate(candidate, material, random);
        }
      }),
    );
  });

  it('mean the same when clocks are set back', () => {
    const at = Date.parse('2026-10-25T02:30:00+01:00');
    const candidate: Candidate = {
      from: at - 7_200_000,
      until: at + 60_000,
      seed: 1,
      residents: false,
      given: {},
      deeds: [{ at, deed: { scene: 'first' } }],
    };
    expect(testOf(candidate, plantedRules, 'Europe/Berlin')).toMatchObject({
      from: '2026-10-25T01:30',
      until: '2026-10-25T02:31:00.000+01:00',
      do: [{ at: '2026-10-25T02:30:00.000+01:00', scene: 'first' }],
    });
  });
});

describe('shrink', () => {
  it('gives a test that fails by the same rule and by nothing else, and is not longer', async () => {
    const material = materialOf(demo, heatsTheStreet);
    const { tryAll } = triersFor('', demo, heatsTheStreet, 1);
    const env = { home: demo.home, models: demo.models, scenes: new Set(demo.scenes.keys()) };
    for (const seed of [1, 2, 3]) {
      const { found } = await hunt(material, { seed, tryAll, goesOn: () => true });
      const { id } = found!.result.breaches[0]!;
      const { candidate, result } = await shrink(found!, { tested: demo, tryAll, goesOn: () => true });
      const rule = onlyRule(heatsTheStreet, id);
      const test = finishedTest(candidate, rule, {
        name: id,
        refused: result.refused,
        timezone: 'Asia/Shanghai',
      });
      expect(checkTestFile({ tests: [sceneTestSchema.parse(test)] }, env)).toEqual([]);
      const { failures } = runTest(test, demo);
      expect(failures.map(({ path }) => path[0])).toEqual([id.split('.')[0]]);
      expect(candidate.deeds.length).toBeLessThanOrEqual(2);
      expect(candidate.until - candidate.from).toBeLessThanOrEqual(5 * 60_000);
    }
  }, 240_000);

  it('marks what a device refuses', () => {
    const candidate: Candidate = {
      from: Date.parse('2026-03-02T12:00:00+08:00'),
      until: Date.parse('2026-03-02T12:10:00+08:00'),
      seed: 1,
      residents: false,
      given: { coffee_maker: { water: 0 } },
      deeds: [
        {
          at: Date.parse('2026-03-02T12:05:00+08:00'),
          deed: { device: 'coffee_maker', method: 'brew', params: { type: 'lungo' } },
        },
      ],
    };
    const { refused } = tryOut(candidate, demo, heatsTheStreet);
    expect(refused).toEqual([0]);
    const test = finishedTest(candidate, heatsTheStreet, { name: 'x', refused, timezone: 'Asia/Shanghai' });
    expect(test.do).toEqual([
      { at: '12:05', device: 'coffee_maker', method: 'brew', params: { type: 'lungo' }, refused: true },
    ]);
    expect(runTest(test, demo).failures).toEqual([]);
  });
});
