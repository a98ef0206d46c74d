// What: `npm run bench -- --estimate`: what “Will it train?” says of a model, beside what three steps take: heap of WebAssembly after the last one, and the
// quickest of the later steps. At the highest temperature nearly every answer is as long as it may be, which is what the estimate speaks of.
import { join } from 'node:path';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import { folderOnDisk } from '../src/headless/folderOnDisk.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import { ROOT } from '../src/headless/project.mjs';
import { estimateModel } from '../src/training/estimate/estimateModel.ts';
import { productSpeed } from '../src/training/estimate/productSpeed.ts';
import type { BenchOptions } from './benchOptions.ts';
import { benchPrompts } from './prompts.ts';

const MiB = 2 ** 20;
const STEPS = 3;

export async function benchEstimate({ modelFolder, config }: BenchOptions): Promise<void> {
  const own = [
    ['temperature', '5'],
    ['provider', 'wasm'],
    ['eval_steps', '0'],
  ].reduce((made, [name, value]) => setLeaf(made, name!, value!), config);
  const folder = folderOnDisk(modelFolder ?? join(ROOT, 'public/models/pocket'));
  const { num_threads: threads } = own.engine;
  const said = await estimateModel(folder, own, (product) => productSpeed(product, threads || 1));
  const seconds: number[] = [];
  const lengths: number[] = [];
  let heap = 0;
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'memory') heap = event.wasmBytes;
    if (event.type !== 'stepDone') return;
    seconds.push(event.point.metrics['step_time'] ?? 0);
    lengths.push(event.point.metrics['completions/mean_length'] ?? 0);
    process.stderr.write(`step ${event.point.step}: ${seconds.at(-1)!.toFixed(2)} s\n`);
  };
  const engine = await BrowserEngine.open({ modelFolder, onEvent });
  try {
    const prompts = said.readsPictures ? benchPrompts() : benchPrompts().map((prompt) => ({ ...prompt, images: [] }));
    await engine.carryOut({ type: 'configure', config: own }, { type: 'load' }, { type: 'setPrompts', prompts });
    await engine.carryOut({ type: 'start', steps: STEPS });
  } finally {
    await engine.close();
  }
  const row = (what: string, estimate: number, measured: number, digits: number) =>
    console.log(
      `| ${what} | ${estimate.toFixed(digits)} | ${measured.toFixed(digits)} | ${(estimate / measured).toFixed(2)} |`,
    );
  console.log(`\n${folder.name}: answers of ${lengths.at(-1)!.toFixed(1)} tokens, ${threads || 1} thread\n`);
  console.log('| what | estimate | measured | ratio |\n|---|---:|---:|---:|');
  row('heap of WebAssembly, MiB', said.memory / MiB, heap / MiB, 0);
  row('a step, s', said.seconds, Math.min(...seconds.slice(1)), 2);
}
