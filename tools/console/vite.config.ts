import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Fixed file names, so that the bundle can be committed and compared; nothing inline, so that the strict CSP holds. */
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'app.js',
        chunkFileNames: '[name].js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'app.css' : '[name][extname]'),
      },
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8480',
      '/ws': { target: 'ws://127.0.0.1:8480', ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    // One thread, and patience: these tests share their machine with others.
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 60_000,
  },
});
