// What: a teacher-forced pass over rows: what goes into the forward and the backward graph.
// Shapes: R rows, T tokens, K ids; theta [n], coef [R·T·K], coefEntropy [R·T].
import type { OnnxPrefix } from '../prefix.ts';
import type { RowBatch } from '../types.ts';

export interface RowPass {
  readonly theta: Float32Array;
  readonly prefix: OnnxPrefix;
  readonly batch: RowBatch;
  readonly temperature: number;
  readonly coefficients?: { readonly coef: Float32Array; readonly coefEntropy: Float32Array };
  /** Only in rows that were widened; they are as long as their longest. */
  readonly outside?: OutsideInputs;
  /** Called after every run of the network that the gradient takes. */
  readonly onProgress?: (donePasses: number, totalPasses: number) => void;
}

/** Inputs that are not tokens: place r·T' + t → row n of embeds [n × D]. */
export interface OutsideInputs {
  readonly places: Int32Array;
  readonly embeds: Float32Array;
}
