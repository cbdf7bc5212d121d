import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { collect, days, port, prefix, speed, wholeNumber } from './option-values.ts';

/**
 * The command line: every command with its options. Each command's module is loaded when it is asked for, so that `check`
 * does not wait for MQTT. Exit codes: 0 fine, 1 something was found, 2 the command could not be carried
 * out.
 */
export function createProgram(finish: (code: number) => void): Command {
  const program = new Command('millet')
    .description("A smart home that runs on your laptop. A teaching model, not Xiaomi's protocol.")
    .version(packageVersion(), '--version')
    .option('--debug', 'before the command: show where an error comes from')
    .showHelpAfterError('(millet --help shows what there is)')
    .exitOverride();

  const home = () => new Option('--home <dir>', 'the directory of the home').default('.');
  const seed = () => new Option('--seed <n>', 'the seed of all chance').argParser(wholeNumber).default(1);
  const json = () => new Option('--json', 'print JSON for programs, and nothing else');
  const topicPrefix = () =>
    new Option('--topic-prefix <text>', 'the first level of every topic').argParser(prefix).default('millet');

  program
    .command('run')
    .description('broker, devices and scenes, in step with real time')
    .addOption(home())
    .option('--at <time>', 'begin a new session at this time: 06:58, or 2026-03-02T06:58')
    .option('--fresh', 'begin a new session now, instead of going on where the last one stopped')
    .option('--catch-up', 'simulate the time that was missed since the last session stopped')
    .addOption(
      new Option('--speed <n>', 'times real time, or max (default: as it was, or 1)').argParser(speed),
    )
    .option('--paused', 'begin with the clock stopped')
    .addOption(
      new Option('--seed <n>', "the seed of all chance (default: the session's, or 1)").argParser(
        wholeNumber,
      ),
    )
    .option('--broker <url>', 'use this broker instead of the built-in one')
    .option('--host <address>', 'where the built-in broker and the page listen', '127.0.0.1')
    .addOption(
      new Option(
        '--mqtt-port <n>',
        'its port; 0: any free one (default: 1883, or the next free one)',
      ).argParser(port),
    )
    .addOption(
      new Option('--topic-prefix <text>', 'the first level of every topic (default: millet)').argParser(
        prefix,
      ),
    )
    .addOption(
      new Option(
        '--http-port <n>',
        "the page's port; 0: any free one (default: 8080, or the next free one)",
      ).argParser(port),
    )
    .option('--allow-host <name>', 'another name under which the page may be asked for', collect, [])
    .option('--no-dashboard', 'without the page')
    .option('--no-residents', 'nobody moves about by themselves')
    .option('--journal <file>', 'write the whole journal to this file, too')
    .action(async (options) => {
      finish(await (await import('./run.ts')).run({ ...options, version: packageVersion() }));
    });

  program
    .command('simulate')
    .description('the same home without broker or waiting; or a recorded session again')
    .addOption(home())
    .option('--from <time>', 'the first instant; a date is its midnight (default: today)')
    .option('--until <time>', 'the last instant')
    .option('--for <duration>', 'how long, such as 10m or 7d (default: a day)')
    .addOption(new Option('--days <n>', 'how many days; many are told a day in a paragraph').argParser(days))
    .addOption(new Option('--seed <n>', 'the seed of all chance (default: 1)').argParser(wholeNumber))
    .option(
      '--set <device.prop=value[@time]>',
      'set or pin a property before the start, or then',
      collect,
      [],
    )
    .option(
      '--fault <device=kind[,param=value...][@time]>',
      'break a device at the start, or then: --fault vacuum=jam,for=1h@09:30',
      collect,
      [],
    )
    .option('--no-residents', 'nobody moves about by themselves')
    .option('--verbose', 'print everything as it comes, and fold nothing')
    .option('--state', 'print how every device stands at the end')
    .option('--journal <file>', 'write the journal to this file')
    .option('--journal-in <file>', 'a recorded session up to --until, and how everything stood then')
    .option('--fork-at <time>', 'with --journal-in: go on from there with the --set that are given, instead')
    .option('--scenes <dir>', 'with --fork-at: and with the scenes of this directory')
    .addOption(json())
    .action(async (options) => finish(await (await import('./simulate.ts')).simulate(options)));

  program
    .command('replay')
    .description("feed a journal's inputs again and compare")
    .argument('<file>')
    .addOption(home())
    .addOption(json())
    .action(async (file, options) => finish(await (await import('./replay.ts')).replay(file, options)));

  program
    .command('explain')
    .description('why a scene ran at a time, or why it did not; or who made a property what it was')
    .argument('<scene or device.prop>')
    .requiredOption('--at <time>', 'the time in question: 07:00, or 2026-03-02T07:00:30')
    .addOption(home())
    .option('--journal <file>', 'look in this journal (default: that of the last session, if there is one)')
    .option('--from <time>', 'simulate, from this time on (default: the midnight before)')
    .addOption(new Option('--seed <n>', 'simulate with this seed (default: 1)').argParser(wholeNumber))
    .option('--set <device.prop=value[@time]>', 'simulate with this set or pinned', collect, [])
    .option('--fault <device=kind[,param=value...][@time]>', 'simulate with this broken', collect, [])
    .option('--no-residents', 'simulate with nobody at home')
    .addOption(json())
    .action(async (subject, options) =>
      finish(await (await import('./explain.ts')).explain(subject, options)),
    );

  program
    .command('check')
    .description('errors in the home and its scenes, with file:line:column')
    .argument('[file...]', 'only these files')
    .addOption(home())
    .addOption(json())
    .option('--all', 'show also the findings that the scenes allow')
    .option('--write-tests <dir>', 'write a scene test for each finding that was seen to happen')
    .action(async (files, options) => finish(await (await import('./check.ts')).check(files, options)));

  program
    .command('test')
    .description('scene tests: those beside the scenes, or these files')
    .argument('[file...]', 'files of tests')
    .addOption(home())
    .option('--only <name>', 'only tests with this name, or with this in their name')
    .option('--story', 'tell what happens in each test')
    .option('--coverage', 'say which scenes, triggers, conditions and branches were exercised')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--watch', 'run again whenever a file is saved')
    .addOption(json())
    .action(async (files, options, command) => {
      // Files say what home they are for; whoever names another one means that.
      const elsewhere = files.length > 0 && command.getOptionValueSource('home') === 'cli';
      finish(await (await import('./test.ts')).test(files, { ...options, elsewhere }));
    });

  program
    .command('lesson')
    .description('mistakes that people make, each with a home to try it in')
    .argument('[name]', 'one of them; without it, they are listed')
    .action(async (name) => finish(await (await import('./lesson.ts')).lesson(name)));

  program
    .command('explore')
    .description('look for a day on which something happens that must never happen')
    .argument('[file]', 'a file with never and always; default: those of home.yaml')
    .addOption(home())
    .option('--for <duration>', 'how long to look', '30s')
    .addOption(seed())
    .option(
      '--without <kinds>',
      'what does not happen: faults, readings, settings, actions, scenes, messages, residents',
    )
    .option('--hands', 'people command the devices that a rule names, too')
    .option('--out <file>', 'write the test to this file (default: scenes/explored-<n>.test.yaml)')
    .option('--cores <n>', 'how many cores to use (default: all)', wholeNumber)
    .addOption(json())
    .action(async (file, options) => finish(await (await import('./explore.ts')).explore(file, options)));

  program
    .command('record')
    .description('write a scene test that reproduces what a journal shows')
    .argument('<journal>')
    .requiredOption('--scene <id>', 'the scene whose run it is about')
    .option('--at <time>', 'the run that began nearest to this time (default: the last one)')
    .option('--out <file>', 'write the test to this file (default: print it)')
    .addOption(home())
    .action(async (file, options) => finish(await (await import('./record.ts')).record(file, options)));

  const talking = (name: string, description: string) => {
    return program
      .command(name)
      .description(description)
      .addOption(
        new Option('--broker <url>', 'the broker of the running home').default('mqtt://127.0.0.1:1883'),
      )
      .addOption(topicPrefix())
      .addOption(json());
  };
  talking('get', 'read properties of a device')
    .argument('<device>')
    .argument('[prop...]')
    .action(async (device, props, options) =>
      finish(await (await import('./talk.ts')).get(device, props, options)),
    );
  talking('set', 'set properties of a device')
    .argument('<device>')
    .argument('<prop=value...>')
    .action(async (device, values, options) =>
      finish(await (await import('./talk.ts')).set(device, values, options)),
    );
  talking('call', 'call a method of a device')
    .argument('<device>')
    .argument('<method>')
    .argument('[param=value...]')
    .action(async (device, method, params, options) => {
      finish(await (await import('./talk.ts')).call(device, method, params, options));
    });
  talking('stimulate', 'pin readings of a device, as if the world had changed; null lets go')
    .argument('<device>')
    .argument('<prop=value...>')
    .action(async (device, values, options) => {
      finish(await (await import('./talk.ts')).stimulate(device, values, options));
    });
  talking('fault', 'break a device, or mend it with none')
    .argument('<device>')
    .argument('<kind>', 'offline, slow, lossy, duplicated, stuck, drift, battery, jam, reboot or none')
    .argument('[param=value...]', 'delay=2s, share=0.3, prop=temperature, per_hour=1, level=5, after=5s')
    .option('--for <duration>', 'how long, in the time of the home (default: until none)')
    .action(async (device, kind, params, options) => {
      finish(await (await import('./fault.ts')).fault(device, kind, params, options));
    });
  talking('watch', 'print what devices publish, as it comes')
    .argument('[device...]')
    .action(async (devices, options) => finish(await (await import('./watch.ts')).watch(devices, options)));
  talking('trigger', 'run a scene now; its conditions still count')
    .argument('<scene>')
    .action(async (scene, options) => finish(await (await import('./trigger.ts')).trigger(scene, options)));

  program
    .command('devices')
    .description('the devices of a home, in a table')
    .addOption(home())
    .addOption(json())
    .action(async (options) => finish(await (await import('./list.ts')).devices(options)));
  program
    .command('scenes')
    .description('the scenes of a home, in a table')
    .addOption(home())
    .addOption(json())
    .action(async (options) => finish(await (await import('./list.ts')).scenes(options)));
  program
    .command('schema')
    .description('the JSON Schema of a kind of file, for editors')
    .argument('[kind]', 'home, scene or test', 'scene')
    .action(async (kind) => finish(await (await import('./schema.ts')).schema(kind)));
  program
    .command('types')
    .description('write the types of a home, for scenes of TypeScript')
    .addOption(home())
    .action(async (options) => finish(await (await import('./types.ts')).types(options)));
  return program;
}

function packageVersion(): string {
  // From dist/src/cli as well as from src/cli, package.json is the first one upwards.
  for (const up of ['../../', '../../../']) {
    try {
      return JSON.parse(readFileSync(fileURLToPath(new URL(`${up}package.json`, import.meta.url)), 'utf8'))
        .version;
    } catch {}
  }
  return 'unknown';
}
