// What: the oracle of the forms: the language model of formModel.ts in float64, with LoRA, one whole sequence at a time, from the formulas of
//   Llama, Qwen2 and Qwen3; no cache, no graph, no code of the project.
// Formula: RMS norm, rotary halves, causal grouped attention, SwiGLU; y = x·Wᵀ + b + (alpha/rank)·(x·Aᵀ)·Bᵀ; logits = norm(h)·headᵀ.
import type { ThetaSegment } from '../../../src/onnx/insertLora.ts';
import { SIZE } from './formBuilder.ts';
import type { FormModel } from './formModel.ts';

const { D, H, KV, HD, L, EPS, THETA } = SIZE;

export interface Adapter {
  readonly theta: ArrayLike<number>;
  readonly layout: readonly ThetaSegment[];
  readonly scale: number;
}

type Rows = Float64Array[];

function times(w: ArrayLike<number>, x: Float64Array, start = 0, rows = w.length / x.length): Float64Array {
  const y = new Float64Array(rows);
  const K = x.length;
  for (let n = 0, at = start; n < rows; n++) {
    let sum = 0;
    for (let k = 0; k < K; k++, at++) sum += w[at]! * x[k]!;
    y[n] = sum;
  }
  return y;
}

function rms(x: Float64Array, gamma: ArrayLike<number>): Float64Array {
  const inverse = 1 / Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length + EPS);
  return x.map((value, i) => value * inverse * gamma[i]!);
}

/** Turns every head of x at a position. */
function turn(x: Float64Array, position: number): Float64Array {
  const half = HD / 2;
  return x.map((value, i) => {
    const d = i % HD;
    const angle = position / THETA ** ((d % half) / half);
    const other = d < half ? -x[i + half]! : x[i - half]!;
    return value * Math.cos(angle) + other * Math.sin(angle);
  });
}

/** log p of every next token: [T][V]. */
export function referenceLogProbs(
  { weights }: FormModel,
  ids: ArrayLike<number>,
  { theta, layout, scale }: Adapter,
): Rows {
  const w = (key: string): Float64Array => weights.get(key)!;
  const linear = (layer: number, name: string, x: Float64Array): Float64Array => {
    const key = layer < 0 ? name : `${layer}.${name}`;
    const y = times(w(key), x);
    const bias = weights.get(`${key}.bias`);
    if (bias) y.forEach((value, n) => (y[n] = value + bias[n]!));
    const [a, b] = (['lora_A', 'lora_B'] as const).map((kind) =>
      layout.find(
        (one) => one.kind === kind && (layer < 0 || one.module.includes(`.${layer}.`)) && one.module.endsWith(name),
      ),
    );
    if (!a || !b) return y;
    const down = times(theta, x, a.offset, a.shape[0]);
    const up = times(theta, down, b.offset, b.shape[0]);
    return y.map((value, n) => value + scale * up[n]!);
  };
  let h: Rows = Array.from(ids, (id) => w('embed').slice(id * D, (id + 1) * D));
  for (let layer = 0; layer < L; layer++) {
    const heads = (x: Float64Array, part: string): Float64Array => {
      const gamma = weights.get(`${layer}.${part}_norm`);
      if (!gamma) return x;
      const out = new Float64Array(x.length);
      for (let at = 0; at < x.length; at += HD) out.set(rms(x.subarray(at, at + HD), gamma), at);
      return out;
    };
    const normed = h.map((row) => rms(row, w(`${layer}.input_layernorm`)));
    const q = normed.map((row, t) => turn(heads(linear(layer, 'q_proj', row), 'q'), t));
    const k = normed.map((row, t) => turn(heads(linear(layer, 'k_proj', row), 'k'), t));
    const v = normed.map((row) => linear(layer, 'v_proj', row));
    const mixed = q.map((own, t) => attend(own, k.slice(0, t + 1), v.slice(0, t + 1)));
    h = h.map((row, t) => plus(row, linear(layer, 'o_proj', mixed[t]!)));
    h = h.map((row) => {
      const x = rms(row, w(`${layer}.post_attention_layernorm`));
      const gate = linear(layer, 'gate_proj', x);
      const up = linear(layer, 'up_proj', x);
      return plus(
        row,
        linear(
          layer,
          'down_proj',
          gate.map((g, i) => (g / (1 + Math.exp(-g))) * up[i]!),
        ),
      );
    });
  }
  return h.map((row) => {
    const logits = linear(-1, 'lm_head', rms(row, w('norm')));
    const most = Math.max(...logits);
    const norm = most + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - most), 0));
    return logits.map((z) => z - norm);
  });
}

const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + b[i]!);

function attend(q: Float64Array, k: Rows, v: Rows): Float64Array {
  const out = new Float64Array(H * HD);
  for (let head = 0; head < H; head++) {
    const shared = Math.floor(head / (H / KV)) * HD;
    const scores = k.map((row) => {
      let dot = 0;
      for (let d = 0; d < HD; d++) dot += q[head * HD + d]! * row[shared + d]!;
      return dot / Math.sqrt(HD);
    });
    const most = Math.max(...scores);
    const exps = scores.map((score) => Math.exp(score - most));
    const sum = exps.reduce((a, b) => a + b, 0);
    exps.forEach((e, s) => {
      for (let d = 0; d < HD; d++) out[head * HD + d]! += (e / sum) * v[s]![shared + d]!;
    });
  }
  return out;
}
