// What: gradient of the rotary position embedding.
// Formula: y = R(φ)·x, a rotation of pairs, so dx = R(φ)ᵀ·dy = R(−φ)·dy: the same operator with −sin.
// Shapes: x [B,T,H·hd] or [B,H,T,hd]; half-split and interleaved pairs, whole or partial heads alike.
// Source: Su et al. 2021 (RoFormer); onnxruntime ContribOperators.md; ONNX RotaryEmbedding-23.
import { floatAttribute } from '../lowerings/attributes.ts';
import type { RuleTable } from '../ruleContext.ts';

export const ROTARY: RuleTable = {
  RotaryEmbedding: (c) => {
    const sinAt = c.node.domain === '' ? 2 : 3;
    c.refuse(sinAt - 1, 'cos cache');
    c.refuse(sinAt, 'sin cache');
    if (floatAttribute(c.node, 'scale', 1) !== 1) c.fail('its attribute scale is not supported');
    const inputs = [...c.node.inputs];
    inputs[0] = c.d;
    inputs[sinAt] = c.neg(c.x(sinAt));
    return [c.op('RotaryEmbedding', inputs, c.node.attributes, c.node.domain)];
  },
};
