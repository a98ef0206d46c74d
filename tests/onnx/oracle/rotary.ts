// What: rotary position embedding of the oracle (com.microsoft and ONNX 23; 3-D and 4-D; half-split and interleaved).
// Formula: pairs (a, b) at angle φ: (a cos φ − b sin φ, b cos φ + a sin φ); elements beyond the rotary width stay.
import { build, get, intOf, type Kernels, type Tensor } from './tensor.ts';

export const ROTARY: Kernels = {
  RotaryEmbedding: (inputs, node) => {
    const standard = node.domain === '';
    const x = inputs[0]!;
    const [cos, sin, positions] = standard ? [inputs[1]!, inputs[2]!, inputs[3]] : [inputs[2]!, inputs[3]!, inputs[1]!];
    const interleaved = intOf(node, 'interleaved', 0) === 1;
    const flat = x.shape.length === 3;
    const named = intOf(node, 'num_heads', 0);
    const half = standard || positions ? cos.shape.at(-1)! : 0;
    const headSize = flat ? (named ? x.shape[2]! / named : 2 * half) : x.shape[3]!;
    const width = intOf(node, 'rotary_embedding_dim', 0) || headSize;
    const angle = (table: Tensor, batch: number, token: number, i: number): number => {
      if (!positions) return get(table, [batch, token, i]);
      const one = positions.data.length === 1;
      return get(table, [one ? positions.data[0]! + token : get(positions, [batch, token]), i]);
    };
    const y = build(x.shape, (index) => {
      const last = index.at(-1)!;
      const [within, base] = flat ? [last % headSize, last - (last % headSize)] : [last, 0];
      const token = flat ? index[1]! : index[2]!;
      if (within >= width) return get(x, index);
      const pairs = width / 2;
      const i = interleaved ? Math.floor(within / 2) : within % pairs;
      const second = interleaved ? within % 2 === 1 : within >= pairs;
      const [a, b] = interleaved ? [2 * i, 2 * i + 1] : [i, i + pairs];
      const at = (k: number): number => get(x, index.with(-1, base + k));
      const [c, s] = [angle(cos, index[0]!, token, i), angle(sin, index[0]!, token, i)];
      return second ? at(b) * c + at(a) * s : at(a) * c - at(b) * s;
    });
    return [y];
  },
};
