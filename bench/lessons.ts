// What: entry of `npm run lessons`: lessons and blocks are found by glob, so the command is loaded after the hook for it.
import '../src/headless/importGlob.mjs';

await import('./lessons/command.ts');
