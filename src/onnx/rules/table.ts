// What: the table of gradient rules: one file per operator family. To add an operator, add an entry to its family's file;
//   to add a family, add a file and a line here.
import type { RuleTable } from '../ruleContext.ts';
import { ACTIVATION } from './activation.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { INDEXING } from './indexing.ts';
import { MATMUL } from './matmul.ts';
import { NORM } from './norm.ts';
import { QUANTISED } from './quantised.ts';
import { REDUCE } from './reduce.ts';
import { ROTARY } from './rotary.ts';
import { SHAPE } from './shape.ts';
import { SLICING } from './slicing.ts';
import { SOFTMAX } from './softmax.ts';

export const RULES: RuleTable = {
  ...ELEMENTWISE,
  ...ACTIVATION,
  ...REDUCE,
  ...MATMUL,
  ...SHAPE,
  ...SLICING,
  ...INDEXING,
  ...NORM,
  ...ROTARY,
  ...SOFTMAX,
  ...QUANTISED,
};

/** Piecewise constant operators: their gradient is 0 almost everywhere, so gradients stop there. */
export const WITHOUT_GRADIENT: ReadonlySet<string> = new Set(['Floor', 'Ceil', 'Round', 'Sign', 'ConstantOfShape']);

/** Operators whose rule reads the cotangents of further outputs. */
export const WITH_SEVERAL_OUTPUTS: ReadonlySet<string> = new Set([
  'Split',
  'SkipLayerNormalization',
  'SkipSimplifiedLayerNormalization',
]);
