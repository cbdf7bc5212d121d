import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith, homeYaml } from '../files/homes.ts';
import { millet } from './millet.ts';

const radio = (more = ''): string => `trigger: { type: time, value: "07:00" }
${more}actions:
  - { device: hall_light, set: { power: "on" } }
`;
const stuffy = `trigger: { type: property, device: hall_light, prop: power, changed: true }
actions:
  - { device: hall_light, method: toggle }
`;
const allowed = 'allow: [{ finding: left-on, reason: "The cat likes it." }]\n';

describe('millet check, of scenes that are valid', () => {
  it('tells a finding with its place, why it matters and what to do, and ends with 1', () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/radio.yaml': radio() });
    expect(millet(['check'], { cwd: dir })).toEqual({
      code: 1,
      err: '',
      out: `scenes/radio.yaml:3:5: warning left-on: radio switches hall_light.power to on, and no scene ever switches it to off
      - { device: hall_light, set: { power: "on" } }
        ^
    It matters because it stays on until somebody notices.
    Add a step, or a scene, that sets hall_light.power to off.

2 files checked: no mistakes, 1 finding.
`,
    });
  });

  it('is silent about what is allowed with a reason, and shows it when asked', () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/radio.yaml': radio(allowed) });
    expect(millet(['check'], { cwd: dir })).toEqual({
      code: 0,
      err: '',
      out: '2 files checked: no mistakes, 1 finding allowed (--all shows them).\n',
    });
    expect(millet(['check', '--all'], { cwd: dir }).out).toContain('    Allowed: The cat likes it.\n');
  });

  it('takes what home.yaml allows for the whole home', () => {
    const dir = directoryWith({ 'home.yaml': homeYaml + allowed, 'scenes/radio.yaml': radio() });
    expect(millet(['check'], { cwd: dir }).code).toBe(0);
  });

  it('tells an allow that silences nothing', () => {
    const off = radio(allowed).replace('"on"', '"off"');
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/radio.yaml': off });
    const { code, out } = millet(['check'], { cwd: dir });
    expect(code).toBe(1);
    expect(out).toContain('scenes/radio.yaml:2:9: there is nothing of left-on to allow here; take this away');
  });

  it('points into the template, where a use of it is doubtful', () => {
    const dir = directoryWith({
      'home.yaml': homeYaml,
      'scenes/template.yaml': `params: { light: { type: device } }
trigger: { type: time, value: "07:00" }
actions:
  - { device: $light, set: { power: "on" } }
`,
      'scenes/hall.yaml': 'use: template\nwith: { light: hall_light }\n',
    });
    expect(millet(['check'], { cwd: dir }).out).toContain(
      'scenes/template.yaml:4:5: warning left-on: hall switches',
    );
  });

  it('writes what was seen as a scene test that fails, and names the command', () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/loop.yaml': stuffy });
    const checked = millet(['check', '--write-tests', 'found'], { cwd: dir });
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('    See it: millet test found/loop-loop.test.yaml\n');
    expect(checked.out).toMatch(/\n1 test written\.\n$/);
    expect(readFileSync(join(dir, 'found/loop-loop.test.yaml'), 'utf8')).toContain(
      '# millet check found loop: loop sets itself off',
    );
    expect(millet(['test', 'found/loop-loop.test.yaml'], { cwd: dir }).code).toBe(1);
    const again = millet(['check', '--write-tests', 'found'], { cwd: dir });
    expect(again.code).toBe(2);
    expect(again.err).toContain('found/loop-loop.test.yaml is there already, and is not overwritten.');
  });

  it('says the same to programs', () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/radio.yaml': radio(allowed) });
    const { findings, problems } = JSON.parse(millet(['check', '--json'], { cwd: dir }).out);
    expect(problems).toEqual([]);
    expect(findings).toEqual([
      {
        code: 'left-on',
        severity: 'warning',
        possible: false,
        message: 'radio switches hall_light.power to on, and no scene ever switches it to off',
        why: 'it stays on until somebody notices',
        suggestion: 'Add a step, or a scene, that sets hall_light.power to off',
        places: [expect.objectContaining({ file: 'scenes/radio.yaml', line: 4, column: 5 })],
        seen: [],
        allowed: 'The cat likes it.',
      },
    ]);
  });
});
