// What: the oracle against ORT's WASM build, and the emitted gradient graphs on it.
import { beforeAll, describe } from 'vitest';
import { checkDeterminism, checkOracle, checkRules } from './providerChecks.ts';
import { wasmProvider, type Provider } from './providers.ts';
import { freshSeed } from './ruleCases.ts';

const seed = freshSeed();
let provider: Provider;
beforeAll(async () => {
  provider = await wasmProvider();
});

describe(`ORT on WASM (ROLLSCOPE_SEED=${seed})`, () => {
  checkOracle(
    seed,
    () => provider,
    () => false,
  );
  checkRules(seed, () => provider);
  checkDeterminism(seed, () => provider);
});
