// What: `npm run golden`: loads runGolden.ts through Vite. With --gpu Dawn needs environment variables that must stand before the
// process starts, so it starts once more.
import { spawnSync } from 'node:child_process';
import { useSoftwareVulkan } from '../gpu/softwareVulkan.mjs';
import { loadByVite } from './loadByVite.mjs';

const words = process.argv.slice(2);

async function main() {
  const before = process.env.VK_DRIVER_FILES;
  if (words.includes('--gpu')) useSoftwareVulkan();
  if (process.env.VK_DRIVER_FILES !== before) {
    const again = spawnSync(process.execPath, process.argv.slice(1), { stdio: 'inherit', env: process.env });
    return again.status ?? 1;
  }
  return loadByVite('/tests/golden/runGolden.ts', ({ golden }) => golden(words));
}

let code = 1;
try {
  code = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
process.exit(code); // Dawn keeps threads
