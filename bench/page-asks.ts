const scene = 'morning-routine';
const hourMs = 3_600_000;

/** What a page asks the simulator for: expressions that run in the page, each a promise. */
export const asks: Readonly<Record<string, string>> = {
  'why a scene did not run': ask(`'explain/scene/${scene}?at=07:10'`),
  'why a property is so': ask(`'explain/property/smart_curtain/position'`),
  'near misses': ask(`'near-misses'`),
  'all scenes': ask(`'scenes'`),
  'one scene': ask(`'scenes/${scene}'`),
  'a completion': withScene(ask(`'complete'`, 'POST', '{ text, offset: text.length }')),
  'a check': withScene(ask(`'check'`, 'POST', `{ id: '${scene}', text: text + '\\n# changed' }`)),
  'a save': withScene(ask(`'scenes/${scene}'`, 'PUT', `{ text: text + '\\n# changed', version }`)),
  'a save with a change': withScene(
    ask(
      `'scenes/${scene}'`,
      'PUT',
      `{ text: text.replace(/^name: .*$/m, 'name: Another morning'), version }`,
    ),
  ),
  'tests of a scene': ask(`'scenes/${scene}/test'`, 'POST', '{}'),
  'a look back': ask(`'state?at=06:30'`),
  'a fork of the last six hours': withTime(
    ask(
      `'forks'`,
      'POST',
      `{ at: time - ${6 * hourMs}, inputs: [{ device: 'motion_sensor', stimulate: { detected: false } }] }`,
    ),
  ),
  'a jump by an hour': withTime(ask(`'clock'`, 'POST', `{ action: 'jump', to: time + ${hourMs} }`)),
};

/** @param path and `body` are expressions */
function ask(path: string, method = 'GET', body?: string): string {
  const headers = `{ 'Content-Type': 'application/json' }`;
  const options =
    body === undefined ? '{}' : `{ method: '${method}', headers: ${headers}, body: JSON.stringify(${body}) }`;
  return `fetch('/api/' + ${path}, ${options}).then(async (answer) => {
    const text = await answer.text();
    if (!answer.ok) throw new Error(answer.url + ' answered ' + answer.status + ': ' + text);
    return JSON.parse(text);
  })`;
}

function withScene(then: string): string {
  return `${ask(`'scenes/${scene}'`)}.then(({ text, version }) => ${then})`;
}

function withTime(then: string): string {
  return `${ask(`'clock'`)}.then(({ time }) => ${then})`;
}
