import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';
import { servicePlugin } from './src/offline/servicePlugin.mjs';
import { useSoftwareVulkan } from './tests/gpu/softwareVulkan.mjs';
import { testProjects } from './tests/testProjects.mjs';

// WASM threads need a cross-origin isolated page; the same two headers for `vite`, `vite preview` and the tests.
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

// Kernel tests run in Node on Dawn: without a GPU they use the SwiftShader driver that ships with Chromium. The
// variables must be set before the test processes are forked, hence here.
if (process.env['VITEST']) useSoftwareVulkan();

export default defineConfig({
  base: './',
  plugins: [react(), servicePlugin()],
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: 'es' },
  build: { target: 'esnext', chunkSizeWarningLimit: 2000 },
  test: {
    projects: process.env['VITEST'] ? testProjects(import.meta.dirname) : [],
    pool: 'forks',
    maxWorkers: 2,
    // Only what hangs shall fail: a busy machine takes several times as long as an idle one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 15_000 } }, // busy machines: the page may be late, a value may not be wrong
    setupFiles: ['tests/gpu/setUp.ts'],
  },
});
