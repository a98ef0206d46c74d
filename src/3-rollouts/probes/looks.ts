// What: probe "looks": how many pictures came back to each rollout. It makes no pass of its own.
// Shapes: <as>/count [R]. Units: pictures.
// Source: DeepEyes (arXiv 2505.14362): the bonus asks whether a crop came back.
import type { Probe } from '../../blocks/seams.ts';

const knobs = {};

export const block: Probe<typeof knobs> = {
  name: 'looks',
  doc: 'Counts the pictures that came back to each rollout.',
  formula: 'pictures that came back',
  source: 'DeepEyes (arXiv 2505.14362)',
  knobs,
  metrics: [{ name: '{as}/mean', unit: 'pictures', doc: 'Pictures that came back to a rollout, on average.' }],
  gives: ({ as }) => [`${as}/count`],
  derive: (signal) => (signal === 'looks/count' ? { as: 'looks' } : null),
  probe({ rollouts }, { as }) {
    const values = new Float32Array(rollouts.lengths.length);
    for (const { row } of rollouts.turns?.looks ?? []) values[row]!++;
    return Promise.resolve(new Map([[`${as}/count`, { shape: 'rollout' as const, values }]]));
  },
  count(_step, found, { as }) {
    const { values } = found.get(`${as}/count`)!;
    return { [`${as}/mean`]: values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1) };
  },
};
