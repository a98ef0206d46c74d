// What: `npm run bench -- --soak`: does a long run stay what it was? 1,000 steps of the small policy and 300 of the embedded one (or --steps N of
// --model DIR): bytes on the GPU, wasm heap and JS heap from step 50 on, then the page itself with the small policy: how quick it is at step 50
// and at the end. Numbers are printed with a verdict each; the command fails where memory grows.
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import { setLeaf, setLeaves } from '../src/config/setLeaf.ts';
import type { Config } from '../src/config/config.ts';
import type { BenchOptions } from './benchOptions.ts';
import { measureHeap, MEMORY_FLAGS } from './memory.ts';
import { benchPrompts } from './prompts.ts';
import { soakPage } from './soakPage.ts';

type Memory = Extract<HostEvent, { type: 'memory' }>;
/** With settings that it learns with, or it would soon write without end. */
const SHAPES = {
  steps: 1000,
  model: 'models/shapes/',
  set: { optim: 'adamw', learning_rate: '2e-4', max_grad_norm: '1' },
};
const POCKET = { steps: 300, model: null, set: {} };
const FROM = 50;
/** Hot enough for answers as long as they may be: a wasm heap never shrinks, and grows at the longest so far. */
const HOT = '5';
const HOT_STEPS = 3;
/** Growth from step 50 to the end that still counts as flat. */
const FLAT = 0.01;
const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(2);

interface Sample {
  readonly step: number;
  readonly gpuBytes: number;
  readonly wasmBytes: number;
  readonly heapBytes: number;
}

async function samplesOf(config: Config, steps: number, modelFolder: string | null): Promise<Sample[]> {
  let memory: Memory | null = null;
  let [now, longest] = [0, 0];
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'stepDone') {
      now = event.point.step;
      longest = Math.max(longest, event.point.metrics['completions/max_length'] ?? 0);
    }
    if (event.type !== 'memory') return;
    if (memory && event.wasmBytes !== memory.wasmBytes)
      process.stderr.write(
        `step ${now}: the wasm heap has ${mib(event.wasmBytes)} MiB now, ${mib(memory.wasmBytes)} before; longest answer ${longest} tokens\n`,
      );
    memory = event;
  };
  const engine = await BrowserEngine.open({ modelFolder, onEvent, flags: MEMORY_FLAGS });
  const samples: Sample[] = [];
  try {
    await engine.carryOut(
      { type: 'configure', config: setLeaf(config, 'temperature', HOT) },
      { type: 'load' },
      { type: 'setPrompts', prompts: benchPrompts() },
      { type: 'start', steps: HOT_STEPS },
      { type: 'configure', config },
    );
    for (let step = FROM; step <= steps; step += FROM) {
      await engine.carryOut({ type: 'start', steps: step - now });
      const { gpuBytes, wasmBytes } = memory!;
      const heapBytes = await measureHeap(engine.page);
      samples.push({ step, gpuBytes, wasmBytes, heapBytes });
      process.stderr.write(`step ${step}: ${[gpuBytes, wasmBytes, heapBytes].map(mib).join(' ')} MiB\n`);
    }
  } finally {
    await engine.close();
  }
  return samples;
}

const COUNTS = [
  ['gpuBytes', 'GPU buffers'],
  ['wasmBytes', 'wasm heap'],
  ['heapBytes', 'JS heap, page and worker'],
] as const;

/** Rows of a Markdown table; `grows` names what does. */
export function soakRows(samples: readonly Sample[]): { readonly rows: string[]; readonly grows: string[] } {
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const grows: string[] = [];
  const rows = COUNTS.map(([count, name]) => {
    const [a, b] = [first[count], last[count]];
    const most = Math.max(...samples.map((sample) => sample[count]));
    if (!(a > 0)) return `| ${name} | – | – | – | not told by this browser |`;
    const flat = b <= a * (1 + FLAT);
    if (!flat) grows.push(name);
    const numbers = [a, most, b].map(mib);
    return `| ${name} | ${numbers.join(' | ')} | ${flat ? 'flat' : 'GROWS'} |`;
  });
  return { rows, grows };
}

export async function benchSoak({ config, modelFolder, steps }: BenchOptions): Promise<void> {
  const own = [{ ...POCKET, steps: steps || POCKET.steps }];
  const grown: string[] = [];
  for (const run of modelFolder === null ? [SHAPES, POCKET] : own) {
    const count = steps || run.steps;
    const made = run.model === null ? config : setLeaves(config, Object.entries({ model: run.model, ...run.set }));
    const samples = await samplesOf(made, count, run.model === null ? modelFolder : null);
    const { rows, grows } = soakRows(samples);
    console.log(`\n| ${made.engine.model}, MiB | step ${FROM} | most | step ${samples.at(-1)!.step} | |`);
    console.log(`|---|---:|---:|---:|---|\n${rows.join('\n')}`);
    grown.push(...grows.map((name) => `${name} (${made.engine.model})`));
  }
  await soakPage(steps || SHAPES.steps);
  if (grown.length > 0) throw new Error(`Memory grows by more than ${100 * FLAT} %: ${grown.join(', ')}.`);
}
