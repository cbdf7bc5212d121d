import { fileURLToPath } from 'node:url';
import { loadHome } from '../src/files/load-home.ts';

export const demoDir = fileURLToPath(new URL('../../', import.meta.url));

/** The demo home with all its scenes. */
export async function loadDemo() {
  const { home, models, scenes } = await loadHome(demoDir);
  if (!home) throw new Error('the demo home cannot be loaded');
  return { home, models, scenes };
}
