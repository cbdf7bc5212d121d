#!/usr/bin/env node
import { CommanderError } from 'commander';
import { MilletError } from '../core/errors.ts';
import { systemReason } from '../files/system-reason.ts';
import { createProgram } from './program.ts';

async function main(): Promise<number> {
  let code = 0;
  const program = createProgram((result) => {
    code = result;
  });
  try {
    await program.parseAsync(withCommand(process.argv.slice(2)), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    report(error, program.opts().debug === true);
    return 2;
  }
}

/** `millet` with no command is `millet run`. A word that is no command must not become an argument of `run`. */
function withCommand(args: readonly string[]): string[] {
  const first = args.find((arg) => arg !== '--debug');
  const asks = ['--help', '-h', '--version'];
  const isRun = first === undefined || (first.startsWith('-') && !asks.includes(first));
  return isRun
    ? [...args.filter((arg) => arg === '--debug'), 'run', ...args.filter((arg) => arg !== '--debug')]
    : [...args];
}

function report(error: unknown, debug: boolean): void {
  if (debug) {
    console.error(error);
  } else if (error instanceof MilletError) {
    console.error(error.message);
    if (error.hint !== undefined) console.error(error.hint);
  } else {
    console.error(`This is a mistake in Millet: ${error instanceof Error ? error.message : String(error)}`);
    console.error(
      'Run the command again with --debug to see where; an issue with that text helps to mend it.',
    );
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever was reading has gone (`millet simulate | head`): there is nobody to tell.
  if (error.code === 'EPIPE') process.exit(0);
  console.error(`What there is to say cannot be written: ${systemReason(error)}.`);
  process.exit(2);
});
process.exitCode = await main();
