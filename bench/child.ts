import type { ChildProcess } from 'node:child_process';

/** What a process says next; rejects when it ends instead. */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`what is measured has ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

/** The longest turn of a process with a `TurnWatch` since this was last asked, in milliseconds. */
export async function longestTurnOf(child: ChildProcess): Promise<number> {
  child.send('turn');
  return Number(await nextMessage(child));
}
