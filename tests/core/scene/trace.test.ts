import { describe, expect, it } from 'vitest';
import { type SceneFile, sceneHome, traces } from './parts.ts';

const manual = { type: 'manual' } as const;

describe('the trace of a run', () => {
  it('tells when it began and ended, why, each condition and each step', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'time', value: '07:00' },
        conditions: [{ device: 'lamp', prop: 'power', value: 'off' }],
        actions: [{ device: 'lamp', method: 'jam' }, { delay: '1m' }],
      },
    }).at('07:05');
    const [run] = home.entries('run');
    const [state] = home.entries('state');
    expect(traces(home)).toEqual([
      {
        scene: 'scene',
        run: 1,
        outcome: 'partial',
        reason: 'step 0 (lamp.jam) failed: it is jammed (-4008)',
        conditions: [
          {
            condition: 'lamp.power is off',
            holds: true,
            wanted: 'off',
            actual: 'off',
            since: '2026-03-02T06:58:00.000+08:00',
            by: state!.seq,
          },
        ],
        steps: [
          { step: '0', does: 'lamp.jam', result: 'failed', message: 'it is jammed (-4008)' },
          { step: '1', does: 'delay 1m', result: 'ok' },
        ],
        started: '2026-03-02T07:00:00.000+08:00',
        ended: '2026-03-02T07:01:00.000+08:00',
        cause: { seq: run!.seq, reason: 'time 07:00' },
      },
    ]);
  });

  it('says the same as the journal, whatever the outcome', () => {
    const scene = (more: Partial<SceneFile>): SceneFile => ({
      trigger: manual,
      actions: [{ notify: 'x' }],
      ...more,
    });
    const home = sceneHome({
      finished: scene({}),
      refused: scene({ conditions: [{ device: 'meter', prop: 'watt', above: 1 }] }),
      failed: scene({ actions: [{ device: 'lamp', method: 'jam', on_error: 'stop' }] }),
      partial: scene({ actions: [{ device: 'lamp', method: 'jam' }] }),
      stopped: scene({ actions: [{ stop: 'enough' }] }),
      replaced: scene({ actions: [{ delay: '1m' }], mode: 'restart' }),
      skipped: scene({ actions: [{ delay: '1m' }] }),
    });
    const ids = ['finished', 'refused', 'failed', 'partial', 'stopped', 'replaced', 'skipped'];
    for (const id of [...ids, 'replaced', 'skipped']) home.send(`scenes/${id}/run`);
    home.pass('1h');
    for (const id of ids) {
      const ends = home.entries('run_end').filter(({ scene }) => scene === id);
      expect(ends.map(({ outcome }) => outcome)).toContain(id);
      expect(traces(home, id).map(({ started, ended, cause, ...rest }) => rest)).toEqual(
        ends.map(({ scene, run, outcome, reason, conditions, steps }) => {
          return { scene, run, outcome, reason, conditions, steps };
        }),
      );
    }
  });
});
