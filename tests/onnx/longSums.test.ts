// What: the head at vocabularies of real models, one that divides into blocks and one that does not, against float64.
import { describe, expect, it } from 'vitest';
import { headVjp, scoreHead } from '../../src/onnx/decoderGraphsHead.ts';
import type { OnnxGraph } from '../../src/onnx/graph.ts';
import { graphOf, info, int32, Lcg, node, relativeError, runOnce, weights } from './lowerHarness.ts';

const [N, D] = [6, 16];

/** logits = hidden · W; with `back`, also dHidden from the cotangent of the logits. */
function headOf(W: Float32Array, V: number, back: boolean): OnnxGraph {
  const product = node('MatMul', ['hidden', 'W'], ['logits'], {}, '');
  const dHidden = node('Gemm', ['grad/logits', 'W'], ['dHidden'], { transB: 1 }, '');
  const logits = info('logits', ['tokens', V]);
  return graphOf({
    inputs: [info('hidden', ['tokens', D]), ...(back ? [info('grad/logits', ['tokens', V])] : [])],
    outputs: [logits, ...(back ? [info('dHidden', ['tokens', D])] : [])],
    nodes: back ? [product, dHidden] : [product],
    initializers: [weights('W', [D, V], W)],
    opset: 21,
  });
}

describe.each([49_280, 49_281, 151_936])('a vocabulary of %i', (V) => {
  it('has log-probs within 1e-5 and gradients within 2e-5 of float64', async () => {
    const random = new Lcg(V);
    const W = random.floats(D * V, 1);
    const [hidden, coef, coefEntropy] = [random.tensor(N, D), random.tensor(N, 1), random.tensor(N)];
    const ids = Array.from({ length: N }, (_, n) => Math.floor(((n + 1) / (N + 1)) * V));
    const tau = 0.9;
    const values = {
      hidden,
      ids: int32(ids, [N, 1]),
      temperature: { data: Float32Array.of(tau), dims: [1] },
      coef,
      coefEntropy,
    };
    const forward = await runOnce(scoreHead(headOf(W, V, false)), values);
    const back = sorted(headVjp(headOf(W, V, true), 'grad/logits'));
    const backward = await runOnce(back, values);
    const wanted = { logp: [] as number[], entropy: [] as number[], dHidden: new Float64Array(N * D) };
    for (let n = 0; n < N; n++) {
      const z = new Float64Array(V);
      for (let v = 0; v < V; v++) {
        let sum = 0;
        for (let d = 0; d < D; d++) sum += hidden.data[n * D + d]! * W[d * V + v]!;
        z[v] = sum / tau;
      }
      const most = z.reduce((a, b) => Math.max(a, b), -Infinity);
      const norm = most + Math.log(z.reduce((sum, x) => sum + Math.exp(x - most), 0));
      const entropy = -z.reduce((sum, x) => sum + Math.exp(x - norm) * (x - norm), 0);
      wanted.logp.push(z[ids[n]!]! - norm);
      wanted.entropy.push(entropy);
      for (let v = 0; v < V; v++) {
        const lp = z[v]! - norm;
        const p = Math.exp(lp);
        const own = coef.data[n]! * ((v === ids[n] ? 1 : 0) - p) - coefEntropy.data[n]! * p * (lp + entropy);
        for (let d = 0; d < D; d++) wanted.dHidden[n * D + d]! += (own / tau) * W[d * V + v]!;
      }
    }
    for (const outputs of [forward, backward]) {
      outputs['logp']!.data.forEach((value, n) => expect(Math.abs(value - wanted.logp[n]!)).toBeLessThan(1e-5));
      outputs['entropy']!.data.forEach((value, n) => expect(Math.abs(value - wanted.entropy[n]!)).toBeLessThan(2e-5));
    }
    expect(relativeError(backward['dHidden']!.data, wanted.dHidden)).toBeLessThan(2e-5);
  });
});

/** The cotangent's maker stands behind its reader. */
function sorted(graph: OnnxGraph): OnnxGraph {
  const last = graph.nodes.find(({ outputs }) => outputs.includes('dHidden'))!;
  return { ...graph, nodes: [...graph.nodes.filter((one) => one !== last), last] };
}
