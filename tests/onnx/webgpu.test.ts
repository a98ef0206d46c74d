// What: the emitted gradient graphs on ORT's WebGPU build, with the CPU fallback disabled.
import { afterAll, beforeAll, describe } from 'vitest';
import { checkDeterminism, checkRules } from './providerChecks.ts';
import { webgpuProvider } from './providers.ts';
import { freshSeed } from './ruleCases.ts';

const seed = freshSeed();
let provider: Awaited<ReturnType<typeof webgpuProvider>>;
beforeAll(async () => {
  provider = await webgpuProvider();
});
afterAll(() => provider?.close());

describe(`ORT on WebGPU (ROLLSCOPE_SEED=${seed})`, () => {
  checkRules(seed, () => provider, {
    distinct: true,
    // WGSL promises sin and cos to 2^-11 only.
    absolute: { Sin: 2 ** -11, Cos: 2 ** -11 },
    // onnxruntime-web 1.30: Slice with a step below −1 reads the wrong elements on WebGPU.
    gradientsOnly: ['Slice, step −2', 'Slice, step −2, axes 0,1 named'],
  });
  checkDeterminism(seed, () => provider);
});
