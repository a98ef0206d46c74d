// What: which operators of a decoder would have no gradient, told from its nodes alone, before its weights are there.
// Formula: a gradient runs backwards from the logits to every product of x and a weight, so each operator behind a product that hands floats
//   on needs a rule, or is taken apart into some. Loading decides; this only foretells it.
import { isLowered } from './lower.ts';
import type { NodeHead } from './readNodes.ts';
import { RULES, WITHOUT_GRADIENT } from './rules/table.ts';

const PRODUCTS = new Set(['MatMul', 'MatMulNBits', 'Gemm']);
/** Whole numbers and truth values come out: no gradient goes through. */
const NO_FLOATS = new Set(
  'Shape Size ArgMax ArgMin NonZero Equal Greater GreaterOrEqual Less LessOrEqual Not And Or Xor IsNaN IsInf'.split(
    ' ',
  ),
);
const ENDS = (opType: string) => WITHOUT_GRADIENT.has(opType) || NO_FLOATS.has(opType);

/** Names of operators, each once, in the order of the graph. */
export function missingRules(nodes: readonly NodeHead[]): readonly string[] {
  const floats = new Set<string>();
  const missing = new Set<string>();
  for (const { opType, inputs, outputs } of nodes) {
    const isBehind = inputs.some((input) => floats.has(input));
    if (ENDS(opType) || !(isBehind || PRODUCTS.has(opType))) continue;
    if (!(opType in RULES) && !isLowered(opType)) missing.add(opType);
    for (const output of outputs) if (output !== '') floats.add(output);
  }
  return [...missing];
}
