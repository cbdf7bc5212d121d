import { TurnWatch } from './turns.ts';

/** Imported into a process that is measured: answers each message with the longest turn since the last one. */
const watch = new TurnWatch();
process.on('message', () => process.send!(watch.take()));
process.channel?.unref();
