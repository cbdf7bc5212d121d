import { readdirSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What is started or imported by its path. */
const entries = [
  'src/index.ts',
  'src/cli/main.ts',
  'src/files/models.ts',
  'src/files/model-hooks.ts',
  'src/testing/worker.ts',
  'src/explore/worker.ts',
  'src/web/why/why-thread.ts',
  'bench/main.ts',
  'bench/memory.ts',
  'bench/busy-home.ts',
  'bench/turn-hook.ts',
  ...readdirSync(`${root}/devices`).map((file) => `devices/${file}`),
];

/**
 * What runs on Node: src, devices and bench become dist. It is bundled together with the packages it uses, because to
 * find, read and link four hundred small modules took a short command a third of its time.
 */
export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist',
    // A home that runs while this is built anew goes on loading from there.
    emptyOutDir: false,
    target: 'node20.19',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((file) => [file.replace(/\.ts$/, ''), resolve(root, file)])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  // It loads a file of its own, which must lie beside it.
  ssr: { noExternal: true, external: ['@swc/wasm-typescript', '@playwright/test'] },
  plugins: [ownAddress()],
});

/** Lets every module find its neighbours by `import.meta.url`, as if it still stood where its source does. */
function ownAddress(): Plugin {
  return {
    name: 'own-address',
    transform(code, id) {
      if (id.includes('/node_modules/') || !code.includes('import.meta.url')) return;
      const place = relative(root, id).replace(/\.ts$/, '.js');
      return code.replaceAll('import.meta.url', `OWN_ADDRESS(${JSON.stringify(place)})`);
    },
    renderChunk(code, { fileName }) {
      if (!code.includes('OWN_ADDRESS(')) return;
      return code.replaceAll(/OWN_ADDRESS\("([^"]+)"\)/g, (_call, place: string) => {
        const path = relative(dirname(fileName), place);
        return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
      });
    },
  };
}
