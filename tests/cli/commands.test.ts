import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfDemoHome, demoHome, millet, milletPath } from './millet.ts';

describe('millet', () => {
  it('helps: every command is in the help, and each has its own', () => {
    const { code, out } = millet(['--help']);
    expect(code).toBe(0);
    const commands = [
      'run',
      'simulate',
      'check',
      'get',
      'set',
      'call',
      'stimulate',
      'watch',
      'trigger',
      'devices',
      'scenes',
      'schema',
      'types',
    ];
    for (const command of commands) {
      expect(out).toMatch(new RegExp(`^ +${command} `, 'm'));
      expect(millet([command, '--help'])).toMatchObject({ code: 0, err: '' });
    }
  });

  it.skipIf(!existsSync('/dev/full'))('says so where its output cannot be written, and ends with 2', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [milletPath, 'devices'], {
      cwd: demoHome,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect([status, stderr]).toEqual([
      2,
      'What there is to say cannot be written: ENOSPC: no space left on device.\n',
    ]);
  });

  it('says its version', () => {
    expect(millet(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('ends with 2 on a command that it does not know, and names the nearest', () => {
    const { code, err } = millet(['simulat']);
    expect(code).toBe(2);
    expect(err).toContain('simulate');
  });

  it('lists devices and scenes, in a table or as JSON', () => {
    expect(millet(['devices']).out).toMatch(/^coffee_maker +coffee-maker +kitchen +wifi$/m);
    expect(JSON.parse(millet(['devices', '--json']).out)).toContainEqual({
      id: 'coffee_maker',
      model: 'coffee-maker',
      room: 'kitchen',
      link: 'wifi',
      name: 'coffee_maker',
      simulated: true,
    });
    expect(millet(['scenes']).out).toMatch(/^morning-routine +Morning routine +time 07:00$/m);
    expect(JSON.parse(millet(['scenes', '--json']).out)).toContainEqual({
      id: 'morning-routine',
      name: 'Morning routine',
      triggers: ['time 07:00'],
      actions: 3,
    });
  });

  it('prints the JSON Schema of homes and scenes', () => {
    expect(JSON.parse(millet(['schema', 'home']).out)).toMatchObject({ title: 'A Millet home' });
    expect(JSON.parse(millet(['schema']).out)).toMatchObject({ title: 'A Millet scene' });
    expect(millet(['schema', 'scen'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean scene?'),
    });
  });
});

describe('millet check', () => {
  it('finds nothing wrong with the demo home', () => {
    expect(millet(['check'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/files checked: no mistakes, 1 finding allowed \(--all shows them\)\.\n$/),
      err: '',
    });
  });

  it('finds every mistake, with its place and the way out, and ends with 1', () => {
    const { dir, remove } = copyOfDemoHome();
    const file = join(dir, 'scenes', 'bad.yaml');
    writeFileSync(
      file,
      [
        'trigger: { type: time, value: "7:00" }',
        'conditions:',
        '  - { device: motion_sensr, prop: detected, value: true }',
        'actions:',
        '  - { device: air_purifier, method: set_mode, params: { mode: atuo } }',
        '  - { device: air_purifier, set: { level: 99 } }',
        '',
      ].join('\n'),
    );
    const { code, out } = millet(['check', '--home', dir]);
    expect(code).toBe(1);
    expect(out).toMatch(/bad\.yaml:1:31: .*7:00/);
    writeFileSync(
      file,
      'trigger: { type: time, value: "07:00" }\nactions:\n  - { device: air_purifier, method: set_mode, params: { mode: atuo } }\n',
    );
    const again = millet(['check', file]);
    expect(again.code).toBe(1);
    expect(again.out).toMatch(/bad\.yaml:3:\d+: .*atuo.*Did you mean auto\?\n {4} .*\n +\^/);
    expect(JSON.parse(millet(['check', '--home', dir, '--json']).out).problems).toHaveLength(1);
    rmSync(file);
    expect(millet(['check', '--home', dir]).code).toBe(0);
    expect(millet(['check', file, '--home', dir])).toMatchObject({ code: 2 });
    remove();
  });
});
