// What: `npm run bench`: seconds per stage of the built page, medians over steps, with the default configuration.
//   --steps N (10)   --provider wasm|webgpu|auto   --model DIR   --set name=value …
//   --memory         200 steps; reports whether GPU buffers, wasm heap and JS heap stay flat
//   --learn          the learning experiment (learn.ts)
//   --grid           does GRPO improve held-out scenes, by skill and seed? (grid.ts); --skills find,name --seeds 0,1 --steps 60
//                    --held 48 --difficulty 0.3 --control --json FILE (goes on where it stopped)
//   --photos         ten photographs, one box each, 40 steps each (photos.ts); --seeds 0 --steps 40
//   --page           time to the first curve, frames and tasks of the page itself (page.ts)
// Nothing here is a timed test: numbers are printed, not judged.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setLeaf } from '../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../src/config/validateConfig.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostCommand, HostEvent } from '../src/headless/hostMessages.ts';
import type { StageName } from '../src/training/protocol.ts';
import { STAGE_NAMES } from '../src/training/protocol.ts';
import { benchGrid } from './grid.ts';
import { learn } from './learn.ts';
import { asksHeap, measureHeap, MEMORY_FLAGS, memoryReport, SAMPLE_EVERY } from './memory.ts';
import { benchPage } from './page.ts';
import { benchPhotos } from './photos.ts';
import { benchPrompts } from './prompts.ts';

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string' },
    provider: { type: 'string', default: 'wasm' },
    model: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    memory: { type: 'boolean', default: false },
    learn: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
    grid: { type: 'boolean', default: false },
    photos: { type: 'boolean', default: false },
    skills: { type: 'string', default: 'find,name,where' },
    seeds: { type: 'string' },
    held: { type: 'string', default: '48' },
    difficulty: { type: 'string', default: '0.3' },
    control: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const MEMORY_STEPS = 200;
type Timing = Readonly<Record<StageName, number>>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function configuration() {
  const pairs = options.set.map(
    (text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)] as const,
  );
  const start = setLeaf(defaultConfig(), 'provider', options.provider);
  // The learning experiment was set up with the small policy and its learning rate; its bounds hold for those.
  const own = options.learn ? setLeaf(setLeaf(start, 'model', 'models/shapes/'), 'learning_rate', '2e-4') : start;
  const model = options.model ? setLeaf(start, 'model', 'local-model/') : own;
  return validateConfig(pairs.reduce((config, [name, text]) => setLeaf(config, name, text), model));
}

function printTable(timings: readonly Timing[], stepTimes: readonly number[], lengths: readonly number[]): void {
  const total = median(stepTimes);
  console.log('\n| stage | median s | share |\n|---|---:|---:|');
  for (const stage of STAGE_NAMES) {
    const seconds = median(timings.map((timing) => timing[stage]));
    console.log(`| ${stage} | ${seconds.toFixed(3)} | ${((100 * seconds) / total).toFixed(0)} % |`);
  }
  console.log(`| **step** | **${total.toFixed(3)}** | |`);
  console.log(
    `\n${timings.length} steps (the first is left out); median completion ${median(lengths).toFixed(1)} tokens.`,
  );
}

async function main(): Promise<void> {
  const modelFolder = options.model ? resolve(options.model) : null;
  if (options.page) return benchPage();
  const seeds = options.seeds?.split(',').map(Number).filter(Number.isInteger);
  if (options.photos) {
    const steps = Number(options.steps ?? 40);
    return benchPhotos({ modelFolder, config: configuration(), seeds: seeds ?? [0], steps });
  }
  if (options.grid) {
    const { control, json = null } = options;
    const [skills, steps, held] = [options.skills.split(','), Number(options.steps ?? 60), Number(options.held)];
    const config = configuration();
    const difficulty = Number(options.difficulty);
    return benchGrid({
      ...{ modelFolder, config, skills, seeds: seeds ?? [0, 1, 2, 3, 4] },
      ...{ steps, held, difficulty, control, json },
    });
  }
  if (options.learn) return learn({ modelFolder, config: configuration() });
  const timings: Timing[] = [];
  const stepTimes: number[] = [];
  const lengths: number[] = [];
  let memory: Extract<HostEvent, { type: 'memory' }> | null = null;
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'device') console.log([event.description, ...event.notes].join('\n'));
    if (event.type === 'memory') memory = event;
    if (event.type !== 'stepDone') return;
    timings.push(event.secondsPerStage);
    stepTimes.push(event.point.metrics['step_time'] ?? 0);
    lengths.push(event.point.metrics['completions/mean_length'] ?? 0);
    process.stderr.write(`step ${event.point.step}: ${stepTimes.at(-1)!.toFixed(2)} s\n`);
  };
  const flags = options.memory ? MEMORY_FLAGS : [];
  const engine = await BrowserEngine.open({ modelFolder, onEvent, flags });
  const send = async (command: HostCommand) => {
    if (!(await engine.send(command))) throw new Error(`'${command.type}' failed.`);
  };
  try {
    await send({ type: 'configure', config: configuration() });
    await send({ type: 'load' });
    await send({ type: 'setPrompts', prompts: benchPrompts() });
    if (!options.memory) {
      await send({ type: 'start', steps: Number(options.steps ?? 10) + 1 });
    } else {
      const samples = [];
      for (let step = 0; step < MEMORY_STEPS; step += SAMPLE_EVERY) {
        await send({ type: 'start', steps: SAMPLE_EVERY });
        const ask = asksHeap(samples.length, MEMORY_STEPS / SAMPLE_EVERY);
        samples.push({ ...memory!, heapBytes: ask ? await measureHeap(engine.page) : 0 });
      }
      console.log(memoryReport(samples));
    }
    printTable(timings.slice(1), stepTimes.slice(1), lengths.slice(1));
  } finally {
    await engine.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
