import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadHome } from '../../src/files/load-home.ts';
import { type SceneChange, watchScenes } from '../../src/files/watch.ts';
import { until } from '../until.ts';
import { directoryWith, homeYaml, sceneYaml, write } from './homes.ts';

const watching: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const watcher of watching.splice(0)) await watcher.close();
});

/** A watched home, and what was told of it: `one: notify "hello"`, `one: line 2: ...`, `one: gone`. */
async function watched(files: Readonly<Record<string, string>>) {
  const dir = directoryWith({ 'home.yaml': homeYaml, ...files });
  const loaded = await loadHome(dir);
  const told: string[] = [];
  const watcher = await watchScenes({ ...loaded, home: loaded.home! }, (change) =>
    told.push(inWords(change)),
  );
  watching.push(watcher);
  return {
    dir,
    told,
    watcher,
    /** Changes something, and waits until as many more changes are told as are expected. */
    async tells(change: () => void, ...expected: string[]) {
      const before = told.length;
      change();
      await until(() => told.length >= before + expected.length, JSON.stringify(expected));
      expect(told.slice(before)).toEqual(expected);
    },
  };
}

function inWords({ id, scene, problems }: SceneChange): string {
  if (problems.length > 0)
    return `${id}: ${problems.map(({ line, message }) => `line ${line}: ${message}`).join('; ')}`;
  const [step] = scene?.actions ?? [];
  return `${id}: ${step && 'notify' in step ? step.notify : scene ? 'something else' : 'gone'}`;
}

describe('watchScenes', () => {
  it('tells of scenes that are saved, added and removed', async () => {
    const { dir, tells } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    await tells(() => write(dir, 'scenes/one.yaml', sceneYaml('second')), 'one: second');
    await tells(() => write(dir, 'scenes/two.json', sceneYaml('new')), 'two: new');
    await tells(() => rmSync(join(dir, 'scenes/one.yaml')), 'one: gone');
    await tells(() => write(dir, 'scenes/one.yaml', sceneYaml('again')), 'one: again');
  });

  it('tells what is wrong with a saved scene, and when it is mended', async () => {
    const { dir, tells } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    await tells(
      () => write(dir, 'scenes/one.yaml', 'trigger: { type: manual }\nactions: [{ dleay: 5s }]\n'),
      'one: line 2: a step has no key "dleay". Did you mean delay?',
    );
    // The mended scene is what it was at first; but what was told last is the mistake.
    await tells(() => write(dir, 'scenes/one.yaml', sceneYaml('first')), 'one: first');
  });

  it('tells of the uses of a template when the template is saved, and never of the template as a scene', async () => {
    const template = (text: string) => `params: { who: text }\n${sceneYaml(`${text} $\{who}`)}`;
    const { dir, tells } = await watched({
      'scenes/hello.yaml': template('Hello'),
      'scenes/one.yaml': 'use: hello\nwith: { who: Lin }\n',
    });
    await tells(() => write(dir, 'scenes/hello.yaml', template('Good morning')), 'one: Good morning Lin');
    await tells(
      () => write(dir, 'scenes/two.yaml', 'use: hello\nwith: { who: Wei }\n'),
      'two: Good morning Wei',
    );
    await tells(
      () => rmSync(join(dir, 'scenes/hello.yaml')),
      'one: line 1: there is no scene hello; there are two',
      'two: line 1: there is no scene hello; there are one',
    );
  });

  it('checks a saved scene against the home', async () => {
    const { dir, tells } = await watched({});
    await tells(
      () =>
        write(
          dir,
          'scenes/one.yaml',
          'trigger: { type: manual }\nactions: [{ device: hall_lihgt, method: toggle }]\n',
        ),
      'one: line 2: home.yaml has no device hall_lihgt. Did you mean hall_light?',
    );
  });

  it('takes a file that is put in the place of another, as editors save, for a change of it', async () => {
    const { dir, tells } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    await tells(() => {
      write(dir, 'scenes/.one.yaml.swp', sceneYaml('second'));
      renameSync(join(dir, 'scenes/.one.yaml.swp'), join(dir, 'scenes/one.yaml'));
    }, 'one: second');
    await tells(() => {
      renameSync(join(dir, 'scenes/one.yaml'), join(dir, 'scenes/one.yaml~'));
      write(dir, 'scenes/one.yaml', sceneYaml('third'));
    }, 'one: third');
  });

  it('does not complain about a file that is written in two steps', async () => {
    const { dir, tells } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    await tells(() => {
      truncateSync(join(dir, 'scenes/one.yaml'));
      writeFileSync(join(dir, 'scenes/one.yaml'), sceneYaml('second').slice(0, 20));
      writeFileSync(join(dir, 'scenes/one.yaml'), sceneYaml('second'));
    }, 'one: second');
  });

  it('says nothing when a file is saved as it was, or changes only in its comments', async () => {
    const { dir, told, tells } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    write(dir, 'scenes/one.yaml', sceneYaml('first'));
    write(dir, 'scenes/notes.txt', 'nothing of interest');
    write(dir, 'scenes/one.test.yaml', 'nothing of interest');
    write(dir, 'notes.yaml', 'nothing of interest');
    await tells(() => write(dir, 'scenes/two.yaml', sceneYaml('two')), 'two: two');
    write(dir, 'scenes/one.yaml', `# A comment.\n${sceneYaml('first')}`);
    await tells(() => write(dir, 'scenes/two.yaml', sceneYaml('too')), 'two: too');
    expect(told).toEqual(['two: two', 'two: too']);
  });

  it('tells of a scene that another one was waiting for', async () => {
    const runs = 'trigger: { type: manual }\nactions: [{ run: two }]\n';
    const { dir, tells } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    await tells(() => write(dir, 'scenes/one.yaml', runs), 'one: line 2: there is no scene two');
    await tells(() => write(dir, 'scenes/two.yaml', sceneYaml('two')), 'one: something else', 'two: two');
    await tells(
      () => rmSync(join(dir, 'scenes/two.yaml')),
      'two: gone',
      'one: line 2: there is no scene two',
    );
  });

  it('follows a scene from one file to another', async () => {
    const { dir, tells, told } = await watched({ 'scenes/one.yml': sceneYaml('first') });
    await tells(() => renameSync(join(dir, 'scenes/one.yml'), join(dir, 'scenes/one.yaml')), 'one: first');
    expect(told).not.toContain('one: gone');
  });

  it('notices when scenes/ comes and goes', async () => {
    const { dir, tells } = await watched({});
    await tells(() => write(dir, 'scenes/one.yaml', sceneYaml('first')), 'one: first');
    await tells(() => rmSync(join(dir, 'scenes'), { recursive: true }), 'one: gone');
    await tells(() => {
      mkdirSync(join(dir, 'scenes'));
      write(dir, 'scenes/one.yaml', sceneYaml('again'));
    }, 'one: again');
  });

  it('tells what changed between loading and watching', async () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/one.yaml': sceneYaml('first') });
    const loaded = await loadHome(dir);
    write(dir, 'scenes/one.yaml', sceneYaml('second'));
    const told: string[] = [];
    watching.push(
      await watchScenes({ ...loaded, home: loaded.home! }, (change) => told.push(inWords(change))),
    );
    await until(() => told.length > 0);
    expect(told).toEqual(['one: second']);
  });

  it("tells that the home's own file is not what it was", async () => {
    const dir = directoryWith({ 'home.yaml': homeYaml });
    const loaded = await loadHome(dir);
    let saved = 0;
    const homeSaved = () => saved++;
    watching.push(await watchScenes({ ...loaded, home: loaded.home! }, () => {}, { homeSaved }));
    write(dir, 'home.yaml', `${homeYaml}\n# more\n`);
    await until(() => saved === 1);
  });

  it('tells which models of the home are not what they were, and goes on where they cannot be read', async () => {
    const model = "export default { model: 'bell', title: 'Bell', properties: {} };\n";
    const dir = directoryWith({ 'home.yaml': homeYaml, 'devices/bell.js': model });
    const loaded = await loadHome(dir);
    const told: string[][] = [];
    const failures: unknown[] = [];
    watching.push(
      await watchScenes({ ...loaded, home: loaded.home! }, () => {}, {
        modelsSaved: (files) => told.push(files.map((file) => relative(dir, file))),
        failed: (error) => failures.push(error),
      }),
    );
    write(dir, 'devices/bell.js', model.replace('Bell', 'Doorbell'));
    await until(() => told.length === 1);
    write(dir, 'devices/horn.js', model.replace('bell', 'horn'));
    await until(() => told.length === 2);
    rmSync(join(dir, 'devices', 'bell.js'));
    await until(() => told.length === 3);
    expect(told).toEqual([['devices/bell.js'], ['devices/horn.js'], ['devices/bell.js']]);
    rmSync(join(dir, 'devices'), { recursive: true });
    writeFileSync(join(dir, 'devices'), 'no directory');
    await until(() => failures.length > 0);
  });

  it('tells nothing after it was closed', async () => {
    const { dir, told, watcher } = await watched({ 'scenes/one.yaml': sceneYaml('first') });
    const other = await watched({});
    write(dir, 'scenes/one.yaml', sceneYaml('second'));
    await watcher.close();
    await other.tells(() => write(other.dir, 'scenes/one.yaml', sceneYaml('x')), 'one: x');
    expect(told).toEqual([]);
  });
});
