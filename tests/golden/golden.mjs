// What: `npm run golden`: loads runGolden.ts through Vite, which knows import.meta.glob and `?raw`. With --gpu Dawn needs
// environment variables that must stand before the process starts, so it starts once more.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { useSoftwareVulkan } from '../gpu/softwareVulkan.mjs';

const words = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));

async function main() {
  const before = process.env.VK_DRIVER_FILES;
  if (words.includes('--gpu')) useSoftwareVulkan();
  if (process.env.VK_DRIVER_FILES !== before) {
    const again = spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit', env: process.env });
    return again.status ?? 1;
  }
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const { golden } = await server.ssrLoadModule('/tests/golden/runGolden.ts');
    return await golden(words);
  } finally {
    await server.close();
  }
}

let code = 1;
try {
  code = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
process.exit(code); // Dawn keeps threads
