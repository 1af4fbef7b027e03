import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['src/**/*.test.ts', 'build/**/*.test.mjs', 'e2e/**/*.test.ts'], environment: 'node' },
});
