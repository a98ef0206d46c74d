// What: gradients of layer and RMS normalisation, with and without the skip connection.
// Formula: x̂ = (x − mean)/√(var + ε) (population variance; RMS: mean = 0), y = x̂·γ + β, g = dy·γ:
//   dx = (g − mean(g) − x̂·mean(g·x̂))/√(var + ε), without mean(g) for RMS; dγ = Σ dy·x̂; dβ = Σ dy.
//   Skip*: x = input + skip (+ bias) is output 3; its cotangent is added to dx.
// Shapes: x [..., D]; means over the axes from `axis` on. Statistics are computed anew: WebGPU does not write the second
//   output of SimplifiedLayerNormalization.
// Source: Ba et al. 2016; Zhang & Sennrich 2019; onnxruntime ContribOperators.md.
import { floatAttribute, intAttribute } from '../lowerings/attributes.ts';
import type { Rule, RuleContext, RuleTable } from '../ruleContext.ts';

interface Backward {
  readonly dx: string;
  /** dy·x̂ */
  readonly scaled: string;
}

function normalise(c: RuleContext, x: string, gamma: string, d: string, centred: boolean, epsilon: number): Backward {
  const { rank } = c;
  const axis = c.axis(intAttribute(c.node, 'axis', -1));
  const axes = Array.from({ length: rank - axis }, (_, i) => axis + i);
  const mean = (tensor: string): string => c.reduce('ReduceMean', tensor, axes, true);
  const deviation = centred ? c.sub(x, mean(x)) : x;
  const inverse = c.op('Reciprocal', [c.op('Sqrt', [c.plus(mean(c.mul(deviation, deviation)), epsilon)])]);
  const normal = c.mul(deviation, inverse);
  const g = c.mul(d, gamma);
  const along = c.sub(g, c.mul(normal, mean(c.mul(g, normal))));
  return { dx: c.mul(centred ? c.sub(along, mean(g)) : along, inverse), scaled: c.mul(d, normal) };
}

const plain =
  (centred: boolean): Rule =>
  (c) => {
    const { dx, scaled } = normalise(c, c.x(0), c.x(1), c.d, centred, floatAttribute(c.node, 'epsilon', 1e-5));
    return [dx, c.sumTo(scaled, 1), c.has(2) ? c.sumTo(c.d, 2) : undefined];
  };

const withSkip =
  (centred: boolean): Rule =>
  (c) => {
    const [betaAt, biasAt] = centred ? [3, 4] : [-1, 3];
    const [, second, third, summed] = c.cotangents;
    if (second !== undefined || third !== undefined) c.fail('its statistics (outputs 1 and 2) have no gradient');
    const pair = c.add(c.x(0), c.x(1));
    const sum = c.node.outputs[3] || (c.has(biasAt) ? c.add(pair, c.x(biasAt)) : pair);
    // Output 0 may be the one that is missing.
    const shape = c.shape(c.y || c.node.outputs[3]!);
    let total = summed === undefined ? undefined : c.full(summed, c.node.outputs[3]!);
    let dGamma: string | undefined;
    let d: string | undefined;
    if (c.cotangents[0] !== undefined) {
      d = c.d;
      const { dx, scaled } = normalise(c, sum, c.x(2), d, centred, floatAttribute(c.node, 'epsilon', 1e-12));
      total = total === undefined ? dx : c.add(dx, total);
      dGamma = c.sumTo(scaled, 2, shape);
    }
    const gradients = [c.sumTo(total!, 0, shape), c.sumTo(total!, 1, shape), dGamma];
    if (centred) gradients[betaAt] = d !== undefined && c.has(betaAt) ? c.sumTo(d, betaAt, shape) : undefined;
    if (c.has(biasAt)) gradients[biasAt] = c.sumTo(total!, biasAt, shape);
    return gradients;
  };

export const NORM: RuleTable = {
  LayerNormalization: plain(true),
  SimplifiedLayerNormalization: plain(false),
  RMSNormalization: plain(false),
  SkipLayerNormalization: withSkip(true),
  SkipSimplifiedLayerNormalization: withSkip(false),
};
