// What: a language model decodes the same on its 4-bit weights as on the float32 ones that they stand for (dequantize.ts), whichever it is given.
import { expect, it, vi } from 'vitest';
import { ReferenceCompute } from '../../../src/gpu/referenceCompute.ts';
import { loadBundle } from '../../../src/2-policy/bundle/loadBundle.ts';
import { DECODE_BYTES } from '../../../src/2-policy/dequantize.ts';
import { OnnxPolicy } from '../../../src/2-policy/onnxPolicy.ts';
import type { OnnxGraph } from '../../../src/onnx/graph.ts';
import { OrtSession } from '../../../src/ort/session.ts';
import { LORA, randomTheta, readLogits } from '../tinyPolicy.ts';
import { formModel } from './formModel.ts';
import { textFiles } from './textFiles.ts';

const { network } = formModel({ linear: 'q4zeros', table: 'rows', packed: true });

async function decode(decodeBytes: number) {
  const create = vi.spyOn(OrtSession, 'create');
  const bundle = await loadBundle({ kind: 'files', files: textFiles(network) }, { provider: 'wasm' });
  const compute = new ReferenceCompute();
  const policy = await OnnxPolicy.create(bundle, { provider: 'wasm', compute, numThreads: 1, lora: LORA, decodeBytes });
  const theta = randomTheta(policy.info.layout, policy.info.thetaLength);
  const prefix = await policy.prefill(theta, [{ ids: Int32Array.of(1, 30, 41, 52), imageFeatures: [] }]);
  const rows = policy.startRows(prefix, 3, 2);
  await readLogits(await policy.decode(theta, rows, new Int32Array(3).fill(prefix.lastTokens[0]!)));
  const second = await readLogits(await policy.decode(theta, rows, Int32Array.of(60, 61, 62)));
  rows.dispose();
  prefix.dispose();
  await policy.dispose();
  const graphs = create.mock.calls.filter(([, { label }]) => label === 'the decoder').map(([graph]) => graph);
  create.mockRestore();
  return {
    logits: second,
    operators: new Set(graphs.flatMap((graph) => (graph as OnnxGraph).nodes.map(({ opType }) => opType))),
  };
}

it('decodes the same on 4-bit and on float32 weights', async () => {
  const [quantised, written] = [await decode(0), await decode(DECODE_BYTES)];
  expect(quantised.operators).toContain('MatMulNBits');
  expect(written.operators).not.toContain('MatMulNBits');
  const size = Math.max(...written.logits.map(Math.abs));
  quantised.logits.forEach((value, i) => expect(Math.abs(value - written.logits[i]!)).toBeLessThan(1e-5 * size));
});
