import { it } from 'vitest';
import { loadHome } from '../src/files/load-home.ts';
import { findDoubts } from '../src/analysis/findings/find.ts';
it('x', async () => {
const l = await loadHome('.');
const t0 = performance.now();
const f = findDoubts({home: l.home!, models: l.models, scenes: l.scenes});
console.log(performance.now()-t0);
console.log(JSON.stringify(f, null, 1));
});
