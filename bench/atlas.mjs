// What: entry of `npm run atlas`, loaded through Vite: the golden adapters need the kernels' references.
import { loadByVite } from '../tests/golden/loadByVite.mjs';

try {
  await loadByVite('/bench/atlas/command.ts', ({ atlas }) => atlas(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
