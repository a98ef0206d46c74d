// What: entry of `npm run evidence`: the tables of blocks are found by glob, so the command is loaded after the hook for it.
import '../src/headless/importGlob.mjs';

await import('./evidence/command.ts');
