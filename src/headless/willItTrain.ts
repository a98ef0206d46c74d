// What: entry of `npm run will-it-train`: the tables of blocks are found by glob, so the command is loaded after the hook for it.
import './importGlob.mjs';

await import('./willItTrainCommand.ts');
