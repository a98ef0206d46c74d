// What: for adapters whose total is nothing where the form is not kept: rewards over one text, closed by our composition gate.
import { weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { goldenStep } from './goldenStep.ts';

/** By name of the use, before the gate. */
export interface Column {
  readonly value: number;
  readonly weight: number;
}

/** The columns and their weighted sum behind the gate that the column `by` opens from `least` on. */
export function gatedTotal(
  compute: Compute,
  columns: Readonly<Record<string, Column>>,
  { by, least }: { readonly by: string; readonly least: number },
) {
  const names = Object.keys(columns);
  const values = Object.fromEntries(names.map((name) => [name, [columns[name]!.value]]));
  const step = goldenStep({ compute, mask: [[1]], columns: values });
  const weights = names.map((name) => columns[name]!.weight);
  const sum = names.reduce((all, name) => all + columns[name]!.value * columns[name]!.weight, 0);
  const gate = blocksIn('composition').get('gate')!;
  const objective = weightedSum(Float32Array.of(sum), step.columns, weights, 1);
  const [closed] = gate.compose(step, [objective], { ...defaultsOf(gate, 'gate'), by, least });
  const closedColumns = closed!.columns!.map((column, k) => [names[k]!, column.values[0]!] as const);
  return { total: closed!.values[0]!, columns: Object.fromEntries(closedColumns) };
}
