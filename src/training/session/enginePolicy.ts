// What: the policy that the configuration names, or of dropped files: picks the execution provider, reports progress and
// where things run. Works in a worker and in Node alike.
import { loadBundle } from '../../2-policy/bundle/loadBundle.ts';
import type { Bundle } from '../../2-policy/bundle/loadBundle.ts';
import { OnnxPolicy } from '../../2-policy/onnxPolicy.ts';
import type { ExecutionProvider, Policy } from '../../2-policy/types.ts';
import type { Config } from '../../config/config.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { OnnxGraph } from '../../onnx/graph.ts';
import { threadCount } from '../../ort/runtime.ts';
import type { LoadRequest } from './engineHolder.ts';

export const isSoftware = ({ description }: Compute): boolean => description.startsWith('Software GPU');

/** auto = webgpu on a hardware adapter, else wasm: on a software adapter the network is some 70 times slower (ORT.md). */
export function chooseProvider({ engine }: Config, compute: Compute): ExecutionProvider {
  if (!compute.device || engine.provider === 'wasm') return 'wasm';
  return engine.provider === 'webgpu' || !isSoftware(compute) ? 'webgpu' : 'wasm';
}

/** Sentences for the visitor about what this machine lacks. */
export function deviceNotes(config: Config, compute: Compute, provider: ExecutionProvider, threads: number): string[] {
  const notes: string[] = [];
  if (compute.kind === 'reference') {
    notes.push(
      'There is no WebGPU here: the network runs on WASM, TypeScript references replace the shaders, and rewards cannot be edited.',
    );
    if (config.engine.provider === 'webgpu') notes.push('WebGPU was requested but isn’t available; using WASM.');
  } else if (isSoftware(compute)) {
    notes.push(
      provider === 'wasm'
        ? 'There is no hardware GPU here: the network runs on WASM and the shaders on a software adapter.'
        : 'There is no hardware GPU here: the network runs on a software adapter, which is slow; set provider to wasm.',
    );
  }
  if (provider === 'wasm' && threads === 1 && config.engine.num_threads !== 1 && !globalThis.crossOriginIsolated) {
    notes.push('WASM runs on one thread: this page is not cross-origin isolated.');
  }
  return notes;
}

const WORDS_ONLY =
  'This model reads words only: it trains on questions without a picture (Question only). SmolLM2-135M learnt with AdamW at a learning rate of 0.001.';

/** Weights of a graph; a 4-bit matrix counts its N·K weights, not its packed bytes. */
function countParameters({ nodes, initializers }: OnnxGraph): number {
  const packed = nodes.filter(({ opType }) => opType === 'MatMulNBits');
  const inPacked = new Set(packed.flatMap(({ inputs }) => inputs.slice(1)));
  const dims = packed.map(({ attributes: { N, K } }) =>
    N?.kind === 'int' && K?.kind === 'int' ? N.value * K.value : 0,
  );
  const plain = [...initializers.values()]
    .filter(({ name, dataType }) => !inPacked.has(name) && /^float/.test(dataType))
    .map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return [...dims, ...plain].reduce((sum, count) => sum + count, 0);
}

const parametersOf = ({ decoder, embed, vision }: Bundle) =>
  [decoder, embed, vision].reduce((sum, graph) => sum + (graph ? countParameters(graph) : 0), 0);

/** A worker's script lies in assets/ of the built page, in src/training/ of the development server. */
function pageAddress(): string | undefined {
  const script = globalThis.location?.href;
  return script === undefined ? undefined : new URL(import.meta.env.PROD ? '..' : '/', script).href;
}

export async function loadPolicyOf({ compute, config, files, emit }: LoadRequest): Promise<Policy> {
  const provider = chooseProvider(config, compute);
  const { model, num_threads: numThreads } = config.engine;
  const source = files
    ? ({ kind: 'files', files } as const)
    : ({ kind: 'address', url: new URL(model, pageAddress()).href } as const);
  const bundle = await loadBundle(source, {
    provider,
    onProgress: (what, done, total) => emit({ type: 'progress', what, done, total, unit: 'bytes' }),
  });
  const { lora_target_modules: targets, lora_r: rank, lora_alpha: alpha } = config.adapter;
  const policy = await OnnxPolicy.create(bundle, { provider, compute, numThreads, lora: { targets, rank, alpha } });
  const threads = threadCount(numThreads);
  const network =
    provider === 'webgpu' ? compute.description : `CPU (WASM, ${threads} thread${threads === 1 ? '' : 's'})`;
  const description = provider === 'webgpu' ? network : `${network}; shaders: ${compute.description}`;
  const wordsOnly = bundle.vision ? [] : [WORDS_ONLY];
  emit({
    type: 'device',
    provider,
    description,
    notes: [...deviceNotes(config, compute, provider, threads), ...wordsOnly],
  });
  const { name, thetaLength, bytes, layout, imageSize } = policy.info;
  const parameters = parametersOf(bundle);
  emit({ type: 'modelLoaded', name, parameters, trainable: thetaLength, bytes, layout, imageSize });
  return policy;
}
