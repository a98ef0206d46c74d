// What: no reward where the completion misses the form: every objective is 0 there.
// Formula: v_i = 0 where column_i < least, else as it is; the columns of a weighted sum are closed with it.
// Shapes: values [R], or [R × U] with a unit. Source: InfiGUI-R1 (arXiv 2504.14239), section 3: R_acc counts where R_format = 1.
import type { Compose } from '../../blocks/seams.ts';
import { number, text } from '../../config/knob.ts';

const knobs = {
  by: text('format', {
    unit: '',
    doc: 'The reward that opens the gate: a name in reward_funcs.',
    source: 'InfiGUI-R1: the format reward',
  }),
  least: number(1, { min: -10, max: 10, unit: '', doc: 'The gate is open from this value on.', source: 'InfiGUI-R1' }),
};

export const block: Compose<typeof knobs> = {
  name: 'gate',
  doc: 'Closes all rewards of a completion that one reward, say that for the form, finds wanting.',
  formula: 'R = [R_format ≥ least]·R',
  source: 'InfiGUI-R1 (arXiv 2504.14239), section 3',
  knobs,
  place: 'gate',
  needs: ({ by }) => [`reward/${by}`],
  problem: ({ as, by }, { leaf }) =>
    (leaf('compose') as readonly { readonly block: string }[] | undefined)?.some((use) => use.block === 'perReward')
      ? `perReward normalises the columns as they are, so ${as} would close nothing: leave perReward out, or ${as}; ${by} then counts as a reward alone.`
      : null,
  compose({ signals, columns }, objectives, { by, least }) {
    const opener = columns.find(({ name }) => name === by)?.values ?? signals.get(`reward/${by}`)!.values;
    const closed = (values: Float32Array): Float32Array => {
      const perRollout = values.length / opener.length;
      return values.map((value, i) => (opener[Math.floor(i / perRollout)]! >= least ? value : 0));
    };
    return objectives.map((objective) => ({
      ...objective,
      values: closed(objective.values),
      ...(objective.columns && {
        columns: objective.columns.map((column) => ({ ...column, values: closed(column.values) })),
      }),
    }));
  },
};
