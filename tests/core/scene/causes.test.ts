import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/core/journal.ts';
import type { TestHome } from '../../home.ts';
import { sceneHome } from './parts.ts';

/** The kinds of lines from one back to its root: `state <- request <- input`. */
function chain(home: TestHome, entry: JournalEntry): string {
  const kinds: string[] = [];
  for (let at: JournalEntry | undefined = entry; at; at = home.journal[at.cause ?? -1]) kinds.push(at.kind);
  return kinds.join(' <- ');
}

describe('what a scene does', () => {
  it('leads back to the time that started it', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'time', value: '07:00' },
        actions: [{ device: 'lamp', set: { power: 'on' } }, { delay: '1s' }],
      },
    }).at('07:01');
    const [, lit] = home.entries('state').filter(({ device }) => device === 'lamp');
    expect(chain(home, lit!)).toBe('state <- request <- step <- run <- trigger <- clock');
    expect(chain(home, home.entries('run_end')[0]!)).toBe(
      'run_end <- step <- step <- step <- reply <- request <- step <- run <- trigger <- clock',
    );
  });

  it('leads back to the person who asked for it', () => {
    const home = sceneHome({
      outer: { trigger: { type: 'manual' }, actions: [{ run: 'inner' }] },
      inner: {
        trigger: { type: 'manual' },
        actions: [{ device: 'sensor', method: 'click', params: { kind: 'single' } }],
      },
      clicked: {
        trigger: { type: 'event', device: 'sensor', event: 'click' },
        actions: [{ stop: 'enough' }],
      },
    });
    home.send('scenes/outer/run').pass('0s');
    const runs = home.entries('run');
    expect(runs.map(({ scene }) => scene)).toEqual(['outer', 'inner', 'clicked']);
    expect(chain(home, runs[2]!)).toBe(
      'run <- trigger <- event <- request <- step <- run <- step <- run <- input',
    );
  });

  it('leads back to the change that its trigger waited for, however long ago', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'property', device: 'sensor', prop: 'detected', value: true, for: '1h' },
        actions: [{ stop: 'enough' }],
      },
    });
    home.stimulate('sensor', { detected: true });
    home.pass('2h');
    expect(chain(home, home.entries('run')[0]!)).toBe('run <- trigger <- state <- request <- input');
  });

  it('leads back to the run that took its place', () => {
    const home = sceneHome({
      scene: { trigger: { type: 'manual' }, actions: [{ delay: '1m' }], mode: 'restart' },
    });
    home.send('scenes/scene/run').pass('1s').send('scenes/scene/run');
    const [first, second] = home.entries('input');
    expect(first!.seq).toBeLessThan(second!.seq);
    expect(chain(home, home.entries('run_end')[0]!)).toBe('run_end <- step <- run <- input');
    expect(home.entries('run')[1]!.cause).toBe(second!.seq);
  });

  it('leads back to a stranger’s message', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'property', device: 'meter', prop: 'watt', above: 5 },
        actions: [{ device: 'meter', method: 'reset' }, { stop: 'enough' }],
      },
    });
    home.send('meter/state', { watt: 1 }).send('meter/state', { watt: 9 });
    home.send('meter/rpc/reply', { id: 'engine-1', result: ['ok'] });
    expect(chain(home, home.entries('run')[0]!)).toBe('run <- trigger <- state <- input');
    expect(chain(home, home.entries('run_end')[0]!)).toBe(
      'run_end <- step <- step <- step <- reply <- input',
    );
  });
});
