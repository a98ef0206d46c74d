// What: gradients of Softmax and LogSoftmax, on any axis.
// Formula: y = softmax(x): dx = y·(d − Σ d·y); y = log softmax(x): dx = d − eʸ·Σ d.
// Source: ONNX Softmax-13, LogSoftmax-13.
import { intAttribute } from '../lowerings/attributes.ts';
import type { RuleContext, RuleTable } from '../ruleContext.ts';

const axes = (c: RuleContext): number[] => [c.axis(intAttribute(c.node, 'axis', -1))];

export const SOFTMAX: RuleTable = {
  Softmax: (c) => [c.mul(c.y, c.sub(c.d, c.reduce('ReduceSum', c.mul(c.d, c.y), axes(c), true)))],
  LogSoftmax: (c) => [c.sub(c.d, c.mul(c.op('Exp', [c.y]), c.reduce('ReduceSum', c.d, axes(c), true)))],
};
