// What: `npm run bench`: seconds per stage of the built page, medians over steps, with the default configuration.
//   --steps N (10)   --provider wasm|webgpu|auto   --model DIR   --set name=value …
//   --memory         200 steps; reports whether GPU buffers, wasm heap and JS heap stay flat
//   --learn          the learning experiment (learn.ts)
//   --grid           does GRPO improve held-out scenes, by skill and seed? (grid.ts); --skills find,name --seeds 0,1 --steps 60
//                    --held 48 --difficulty 0.3 --control 0,1 (seeds with shuffled advantages) --json FILE (goes on where it
//                    stopped); --seeds none: only the start policy, at temperature 1 and 0.3
//   --photos         ten photographs, one box each, 40 steps each (photos.ts); --seeds 0 --steps 40
//   --providers      three SGD steps on WASM and on WebGPU: how far apart the adapters are (providers.ts)
//   --speed          the first token of a new picture; 32 answers of 48 tokens (speed.ts)
//   --soak           1,000 and 300 steps: memory, and the page's quickness, at step 50 and at the end (soak.ts); --steps N: both as long
//   --faults         faults that happen to a page, at random moments (faults.ts): --runs 20 --seeds 1 --only storage
//   --recipes        a visitor's walk through every recipe: set up, two steps, what the page shows (recipes.ts): --only papo,vppo --shots FOLDER --own dog.jpg=0.2,0.1,0.8,0.9=dog
//   --kernels        bytes, operations and time of the kernels, against a copy of the same bytes (kernels.ts): --only sampleTokens
//   --products       GFLOP/s of ORT's float32 products on WASM, as the package has them and with our kernel (products.ts)
//   --estimate       “Will it train?” against what it takes: memory and seconds of a step (estimate.ts)
//   --page           time to the first curve, frames and tasks of the page itself (page.ts)
//   --vs-trl         the same steps by TRL's GRPOTrainer, in turn (vsTrl.ts): --rows 'two threads, KL on' --all --rounds 2 --steps 6 --device cuda
//                    --learning: do both learn the same? --seeds 0,1,2,3,4 --steps 60 --held 48
// Nothing here is a timed test: numbers are printed, not judged.
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import type { StageName } from '../src/training/protocol.ts';
import { STAGE_NAMES } from '../src/training/protocol.ts';
import { parseBenchOptions } from './benchOptions.ts';
import type { BenchOptions, Mode } from './benchOptions.ts';
import { benchEstimate } from './estimate.ts';
import { benchGrid } from './grid.ts';
import { benchFaults } from './faults.ts';
import { benchKernels } from './kernels.ts';
import { learn } from './learn.ts';
import { median } from './median.ts';
import { asksHeap, measureHeap, MEMORY_FLAGS, memoryReport, SAMPLE_EVERY } from './memory.ts';
import { benchPage } from './page.ts';
import { benchPhotos } from './photos.ts';
import { benchProducts } from './products.ts';
import { benchPrompts } from './prompts.ts';
import { benchProviders } from './providers.ts';
import { benchRecipes } from './recipes.ts';
import { benchSoak } from './soak.ts';
import { benchSpeed } from './speed.ts';
import { benchVsTrl } from './vsTrl.ts';

const MEMORY_STEPS = 200;
type Timing = Readonly<Record<StageName, number>>;

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

async function benchStages({ mode, modelFolder, config, steps }: BenchOptions): Promise<void> {
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
  const flags = mode === 'memory' ? MEMORY_FLAGS : [];
  const engine = await BrowserEngine.open({ modelFolder, onEvent, flags });
  try {
    const prompts = benchPrompts();
    await engine.carryOut({ type: 'configure', config }, { type: 'load' }, { type: 'setPrompts', prompts });
    if (mode === 'stages') {
      await engine.carryOut({ type: 'start', steps: steps + 1 });
    } else {
      const samples = [];
      for (let step = 0; step < MEMORY_STEPS; step += SAMPLE_EVERY) {
        await engine.carryOut({ type: 'start', steps: SAMPLE_EVERY });
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

/** One entry per mode; each prints its own report. */
const BENCHES: Readonly<Record<Mode, (options: BenchOptions) => Promise<void>>> = {
  stages: benchStages,
  memory: benchStages,
  learn,
  grid: benchGrid,
  photos: benchPhotos,
  providers: benchProviders,
  speed: benchSpeed,
  page: benchPage,
  soak: benchSoak,
  faults: benchFaults,
  recipes: benchRecipes,
  kernels: benchKernels,
  products: benchProducts,
  estimate: benchEstimate,
  'vs-trl': benchVsTrl,
};

try {
  const options = parseBenchOptions(process.argv.slice(2));
  await BENCHES[options.mode](options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
