import type { Analysis } from '../analysis.ts';
import type { SceneFinding } from '../finding.ts';

/** Names that nothing uses: constants, templates, and rooms in which nothing is. */
export function* unused({ household }: Analysis): Generator<SceneFinding> {
  const { home, mentions, ruleNames = [] } = household;
  if (mentions) {
    const all = [...mentions.values()];
    const named = new Set([...ruleNames, ...all.flatMap(({ names }) => [...names])]);
    for (const name of Object.keys(home.constants ?? {})) {
      if (named.has(name)) continue;
      yield {
        code: 'unused',
        places: [{ path: ['constants', name] }],
        message: `no scene and no rule uses the constant ${name}`,
        suggestion: `Use $${name} where its value is meant, or take it away`,
        certain: true,
      };
    }
    const used = new Set(all.map(({ uses }) => uses));
    for (const [id, { template }] of mentions) {
      if (!template || used.has(id)) continue;
      yield {
        code: 'unused',
        places: [{ scene: id, path: ['params'] }],
        message: `nothing uses the template ${id}, so nothing of it ever runs`,
        suggestion: `Use it in a file of its own: { use: ${id}, with: { ... } }; or take it away`,
        certain: true,
      };
    }
  }
  const peopled = new Set([
    ...Object.values(home.devices).map(({ room }) => room),
    ...Object.values(home.residents ?? {}).flatMap(({ day }) => day.map(({ room }) => room)),
    // A room of the floor plan is there for its neighbours.
    ...Object.keys(home.floor_plan ?? {}),
    home.entrance,
  ]);
  for (const [index, room] of home.rooms.entries()) {
    if (peopled.has(room)) continue;
    yield {
      code: 'unused',
      places: [{ path: ['rooms', index] }],
      message: `no device stands in ${room}, and nobody goes there`,
      suggestion: 'Put a device there, or take it away',
      certain: true,
    };
  }
}
