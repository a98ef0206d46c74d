// What: `node --import tsx bench/histories.ts [name …]`: makes the histories of tests/verdicts/histories anew, with the real engine in a
//   headless Chromium. The tables of blocks are found by glob, so the command is loaded after the hook for it.
import '../src/headless/importGlob.mjs';

await import('./histories/command.ts');
