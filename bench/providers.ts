// What: `npm run bench -- --providers`: do the WASM and the WebGPU provider move the policy alike? Three SGD steps each, same seed,
// same pictures; SGD (the default), because AdamW turns a rounding error of a tiny gradient into a whole step.
// Formula: max |Δθ| = max over the adapter of |θ_webgpu − θ_wasm| after three steps; hoped for: ≤ 1e-3, with the same completions.
import type { Config } from '../src/config/config.ts';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import type { BenchOptions } from './benchOptions.ts';
import { benchPrompts } from './prompts.ts';

/** Small, for a software adapter computes the network at a hundredth of the processor's speed. */
const SMALL = { optim: 'sgd', num_generations: '4', generation_batch_size: '4', max_completion_length: '40' };

interface Moved {
  readonly theta: Float32Array;
  /** Mean reward and mean length of each step: equal where the completions are. */
  readonly trace: readonly string[];
}

async function move(modelFolder: string | null, config: Config, steps: number): Promise<Moved> {
  let base64 = '';
  const trace: string[] = [];
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'device') process.stderr.write(`${[event.description, ...event.notes].join('\n')}\n`);
    if (event.type === 'theta') base64 = event.base64;
    if (event.type !== 'stepDone') return;
    const { metrics, step } = event.point;
    trace.push(`${metrics['reward']?.toFixed(4)}, ${metrics['completions/mean_length']?.toFixed(3)}`);
    process.stderr.write(`  step ${step}: reward, length ${trace.at(-1)}; ${metrics['step_time']?.toFixed(1)} s\n`);
  };
  const engine = await BrowserEngine.open({ modelFolder, onEvent });
  try {
    const prompts = benchPrompts().slice(0, 1);
    await engine.carryOut({ type: 'configure', config }, { type: 'load' }, { type: 'setPrompts', prompts });
    if (steps > 0) await engine.carryOut({ type: 'start', steps });
    await engine.carryOut({ type: 'checkpoint' }, { type: 'readTheta' });
    return { theta: new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer), trace };
  } finally {
    await engine.close();
  }
}

const furthest = (a: Moved, b: Moved): number =>
  a.theta.reduce((most, value, i) => Math.max(most, Math.abs(value - b.theta[i]!)), 0);

export async function benchProviders({ modelFolder, config, steps }: BenchOptions): Promise<void> {
  const small = Object.entries(SMALL).reduce((made, [name, text]) => setLeaf(made, name, text), config);
  const start = await move(modelFolder, setLeaf(small, 'provider', 'wasm'), 0);
  const wasm = await move(modelFolder, setLeaf(small, 'provider', 'wasm'), steps);
  const moved = furthest(wasm, start);
  if (moved === 0)
    throw new Error('The adapter did not move: every group had one reward. Choose another --set seed=N.');
  const webgpu = await move(modelFolder, setLeaf(small, 'provider', 'webgpu'), steps);
  const same = wasm.trace.every((line, i) => line === webgpu.trace[i]);
  console.log(
    `${steps} SGD steps, ${wasm.theta.length} parameters; greatest movement of one: ${moved.toExponential(2)}`,
  );
  console.log(`Rewards and lengths of the completions are ${same ? 'the same' : 'not the same'} on both providers.`);
  console.log(`Greatest |θ_webgpu − θ_wasm|: ${furthest(webgpu, wasm).toExponential(2)}`);
}
