// What: an adapter of the engine, written as PEFT's files, gives Pocket's PyTorch twin the same log-probs. Needs Python with
// torch, transformers, peft and onnxruntime (pretrain/requirements.txt); left out where they are missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate } from '../../src/3-rollouts/generate.ts';
import { embedPrompts } from '../../src/2-policy/preparePrompt.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { CONFIG_FILE, peftConfig, thetaTensors, WEIGHTS_FILE } from '../../src/store/adapter/peftAdapter.ts';
import { writeSafetensors } from '../../src/store/adapter/safetensors.ts';
import { LORA, openPolicy, randomPrompts, randomTheta } from './tinyPolicy.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const python = process.env['ROLLSCOPE_PYTHON'] ?? 'python3';
const NEEDED = 'import torch, peft, transformers, onnxruntime, onnx, tokenizers';
const isThere = spawnSync(python, ['-c', NEEDED]).status === 0;

describe.skipIf(!isThere)('Pocket and its PyTorch twin', { timeout: 300_000 }, () => {
  const run = (...more: string[]) =>
    execFileSync(python, ['-m', 'pocket.check_twin', ...more], { cwd: join(ROOT, 'pretrain') }).toString();

  it('the shipped decoder is the twin', () => {
    expect(run()).toMatch(/largest difference of a logit: \d/);
  });

  it('an adapter of the engine gives the twin the log-probs of the engine', async () => {
    const compute = new ReferenceCompute();
    const policy = await openPolicy({ folder: 'public/models/pocket', compute });
    const folder = mkdtempSync(join(tmpdir(), 'pocket-'));
    try {
      const { layout, thetaLength, hiddenSize, imageTokens } = policy.info;
      const theta = randomTheta(layout, thetaLength);
      const prompts = randomPrompts(policy, ['Where is the dog?', 'How many cups are there?']);
      const prefix = await policy.prefill(theta, prompts);
      const sampling = { generations: 2, maxTokens: 16, temperature: 0.8, topK: 0, topP: 1, seed: 1, step: 0 };
      const { tokens, lengths, oldLogProbs } = await generate(policy, compute, theta, prefix, sampling);
      const parts = { imageTokens, imageTokenId: policy.tokenizer.imageTokenId, maxPositions: 1024, hiddenSize };
      const embedder = {
        embed: (ids: ArrayLike<number>) => policy.embed(Int32Array.from(ids)),
        release: async () => {},
      };
      const { slots, embeds } = await embedPrompts(embedder, prompts, parts);
      const rows = Array.from(lengths, (length, r) => {
        const p = Math.floor(r / 2);
        const own = Array.from(tokens.subarray(r * 16, r * 16 + length));
        const at = p * slots * hiddenSize;
        return {
          prefix: Array.from(embeds.subarray(at, at + prefix.lengths[p]! * hiddenSize)),
          inputs: [prefix.lastTokens[p]!, ...own.slice(0, -1)],
          tokens: own,
          logProbs: Array.from(oldLogProbs.subarray(r * 16, r * 16 + length)),
        };
      });
      writeFileSync(join(folder, WEIGHTS_FILE), writeSafetensors(thetaTensors(theta, layout)));
      writeFileSync(join(folder, CONFIG_FILE), JSON.stringify(peftConfig(LORA, '')));
      writeFileSync(join(folder, 'case.json'), JSON.stringify({ temperature: sampling.temperature, rows }));
      expect(run(folder, join(folder, 'case.json'))).toMatch(/largest difference of a log-prob: \d/);
    } finally {
      await policy.dispose();
      rmSync(folder, { recursive: true });
    }
  });
});
