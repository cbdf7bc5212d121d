import { defineConfig } from 'vite';

/** The page: src/dashboard becomes dist/dashboard, which `millet run` serves. */
export default defineConfig({
  root: 'src/dashboard',
  // Relative addresses: the page works under whatever path it is served.
  base: './',
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    // The page's content policy allows no inlined script and no data: address.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
