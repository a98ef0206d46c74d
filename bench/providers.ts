// What: `npm run bench -- --providers`: do the WASM and the WebGPU provider move the policy alike? Three SGD steps each, same seed,
// same pictures; SGD, because AdamW turns a rounding error of a tiny gradient into a whole step.
// Formula: max |Δθ| = max over the adapter of |θ_webgpu − θ_wasm| after three steps; hoped for: ≤ 1e-3, with the same completions.
import type { Config } from '../src/config/config.ts';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent } from '../src/headless/hostMessages.ts';
import type { BenchOptions } from './benchOptions.ts';
import { benchPrompts } from './prompts.ts';

/** Small, for a software adapter computes the network at a hundredth of the processor's speed. */
const SMALL = {
  ...{ optim: 'sgd', learning_rate: '1', max_grad_norm: '0', num_generations: '4', generation_batch_size: '4' },
  ...{ max_completion_length: '12', temperature: '1' },
};

interface Moved {
  readonly theta: Float32Array;
  /** Mean reward and mean length of each step: equal where the completions are. */
  readonly trace: readonly string[];
  readonly gradNorm: number;
}

async function move(modelFolder: string | null, config: Config, steps: number): Promise<Moved> {
  let base64 = '';
  let gradNorm = 0;
  const trace: string[] = [];
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'device') process.stderr.write(`${[event.description, ...event.notes].join('\n')}\n`);
    if (event.type === 'theta') base64 = event.base64;
    if (event.type !== 'stepDone') return;
    const { metrics, step } = event.point;
    gradNorm = metrics['grad_norm'] ?? 0;
    trace.push(`${metrics['reward']?.toFixed(4)}, ${metrics['completions/mean_length']?.toFixed(3)}`);
    process.stderr.write(`  step ${step}: reward, length ${trace.at(-1)}; ${metrics['step_time']?.toFixed(1)} s\n`);
  };
  const engine = await BrowserEngine.open({ modelFolder, onEvent });
  try {
    const prompts = benchPrompts().slice(0, 1);
    await engine.carryOut({ type: 'configure', config }, { type: 'load' }, { type: 'setPrompts', prompts });
    await engine.carryOut({ type: 'start', steps }, { type: 'checkpoint' }, { type: 'readTheta' });
    return { theta: new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer), trace, gradNorm };
  } finally {
    await engine.close();
  }
}

export async function benchProviders({ modelFolder, config, steps }: BenchOptions): Promise<void> {
  const small = Object.entries(SMALL).reduce((made, [name, text]) => setLeaf(made, name, text), config);
  const wasm = await move(modelFolder, setLeaf(small, 'provider', 'wasm'), steps);
  const webgpu = await move(modelFolder, setLeaf(small, 'provider', 'webgpu'), steps);
  let [most, moved] = [0, 0];
  wasm.theta.forEach((value, i) => (most = Math.max(most, Math.abs(value - webgpu.theta[i]!))));
  const still = await move(modelFolder, setLeaf(small, 'provider', 'wasm'), 0);
  wasm.theta.forEach((value, i) => (moved = Math.max(moved, Math.abs(value - still.theta[i]!))));
  const same = wasm.trace.every((line, i) => line === webgpu.trace[i]);
  console.log(
    `${steps} SGD steps, ${wasm.theta.length} parameters; greatest movement of one: ${moved.toExponential(2)}`,
  );
  console.log(`Rewards and lengths of the completions are ${same ? 'the same' : 'not the same'} on both providers.`);
  console.log(`Greatest |θ_webgpu − θ_wasm|: ${most.toExponential(2)}`);
}
