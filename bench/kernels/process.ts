// What: the process of kernels.ts: the tables of blocks are found by glob, so the rest is loaded after the hook for it.
import '../../src/headless/importGlob.mjs';

const { measureKernels } = await import('./measure.ts');

let code = 1;
try {
  await measureKernels(process.argv[2] ?? '');
  code = 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
process.exit(code); // Dawn keeps threads
