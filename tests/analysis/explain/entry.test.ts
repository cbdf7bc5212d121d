import { describe, expect, it } from 'vitest';
import { explainEntry } from '../../../src/analysis/explain/index.ts';
import { demoHome } from '../../demo.ts';

describe('explaining a line of the journal', () => {
  it('tells what led to it, and what it led to', () => {
    const home = demoHome().at('07:10');
    const request = home.entries('request').find(({ device }) => device === 'coffee_maker')!;
    const { sentence, chain, effects, led } = explainEntry(home.journal, request.seq);
    expect(sentence).toBe('morning-routine asked coffee_maker: brew type=espresso');
    expect(chain.map(({ kind }) => kind)).toEqual(['step', 'run', 'trigger', 'clock']);
    expect(effects.map((effect) => effect.sentence)).toEqual([
      'coffee_maker accepted',
      'coffee_maker.power became on, status heating',
      'coffee_maker.water became 1160, beans 242, status brewing',
      'coffee_maker.status became done',
      'coffee_maker.status became idle',
    ]);
    expect(led).toBeGreaterThan(effects.length);
  });

  it('refuses a number that no line has', () => {
    const home = demoHome();
    expect(() => explainEntry(home.journal, 99_999)).toThrow(
      'There is no line 99999: this journal goes from 0',
    );
    expect(() => explainEntry([], 0)).toThrow('takes the journal from its first line on');
  });
});
