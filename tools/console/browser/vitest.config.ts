import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests in a real browser; one after the other, for they share a machine with an engine. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['browser/**/*.test.ts'],
    fileParallelism: false,
    // Each step of an engine goes on from the one before.
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 90_000,
  },
});
