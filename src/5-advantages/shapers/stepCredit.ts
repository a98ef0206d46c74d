// What: shaper "stepCredit": steps that bring the answer nearer are paid, steps that lose it fined, and what only checks a solved
//   question gets less of the outcome.
// Formula: A·f + xi·g: f = 1 up to the first saturated step (potential > saturation) and in it, 1 − damp in later ones; g = the
//   change of the potential, within ±1, 0 in the first step. Tokens of no step keep their advantage (shaders/5-advantages/stepCredit).
// Shapes: [R × T]; potentials [R × U]. Units: advantage.
// Source: SPAE (arXiv 2601.03823); f, g and xi are in none of its released files: ours.
import type { Shaper } from '../../blocks/seams.ts';
import { number, text } from '../../config/knob.ts';
import { readBack } from '../readBack.ts';

const knobs = {
  potential: text('steps/potential', {
    unit: '',
    doc: 'Potential at the end of each step: a signal per unit.',
    source: 'SPAE: Phi',
  }),
  gain: text('steps/gain', {
    unit: '',
    doc: 'Change of the potential in each step: a signal per unit.',
    source: 'SPAE: dPhi',
  }),
  outcome: text('answerFolded', {
    unit: '',
    doc: 'The reward that says whether an answer is right (1), for the counts of solving and checking tokens.',
    source: 'SPAE: whether the final answer is right',
  }),
  saturation: number(0.9, {
    min: -1,
    max: 1,
    unit: '',
    doc: 'Potential above which a step has solved the question.',
    source: 'cii030/SPAE-RL, inference/probe_mechanism_example.py: 0.9',
  }),
  damp: number(0.5, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Share of the outcome’s credit that later steps lose; 0 = none.',
    source: 'ours (SPAE: f, not released)',
  }),
  xi: number(0.5, {
    min: 0,
    max: 10,
    unit: '',
    doc: 'Weight of the change of the potential; 0 = off.',
    source: 'ours (SPAE: xi, not released)',
  }),
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Shaper<typeof knobs> = {
  name: 'stepCredit',
  doc: 'Pays steps that bring the answer nearer, fines those that lose it, and damps the outcome behind the step that solved it.',
  formula: 'A·f(Phi) + xi·g(dPhi)',
  source: 'SPAE (arXiv 2601.03823)',
  knobs,
  needs: ({ potential, gain, outcome }) => [potential, gain, `reward/${outcome}`],
  metrics: [
    {
      name: '{as}/solving_tokens',
      unit: 'tokens',
      doc: 'Mean length up to the end of the step that solved it, in right answers where one did.',
    },
    { name: '{as}/checking_tokens', unit: 'tokens', doc: 'Mean length of the steps behind it.' },
    { name: '{as}/saturated', unit: 'share', doc: 'Share of the answers with a step that solved the question.' },
    { name: '{as}/right_to_wrong', unit: 'share', doc: 'Share of the answers that are wrong in spite of such a step.' },
  ],
  async shape(
    { compute, signals, units, rollouts },
    advantages,
    { as, potential, gain, outcome, saturation, damp, xi },
  ) {
    const { lengths, maxTokens } = rollouts;
    const [phi, change] = [signals.get(potential)!, signals.get(gain)!];
    const own = phi.shape === 'unit' && phi.unit ? units[phi.unit] : undefined;
    if (!own || change.shape !== 'unit' || change.unit !== phi.unit)
      throw new Error(`${as} needs ${potential} and ${gain} per unit of one kind; name two such signals.`);
    const { of, count: U } = own;
    const R = lengths.length;
    const factors = new Float32Array(R * U).fill(1);
    const bonuses = change.values.map((value) => xi * Math.min(Math.max(value, -1), 1));
    const right = signals.get(`reward/${outcome}`)!.values;
    const counts: { solving: number; checking: number }[] = [];
    let [saturated, lost] = [0, 0];
    for (let r = 0; r < R; r++) {
      const tokens = of.subarray(r * maxTokens, r * maxTokens + lengths[r]!);
      const steps = tokens.reduce((most, unit) => Math.max(most, unit + 1), 0);
      const first = phi.values.subarray(r * U, r * U + steps).findIndex((value) => value > saturation);
      if (first < 0) continue;
      factors.fill(1 - damp, r * U + first + 1, (r + 1) * U);
      saturated += 1;
      if (right[r] !== 1) lost += 1;
      const end = tokens.lastIndexOf(first) + 1;
      const checking = tokens.reduce((sum, unit) => sum + (unit > first ? 1 : 0), 0);
      if (right[r] === 1) counts.push({ solving: end, checking });
    }
    const made = await compute.run('5-advantages/stepCredit', {
      params: { rollouts: R, maxTokens, unitCount: U },
      inputs: { advantages, units: of, factors, bonuses },
      outputs: { shaped: advantages.length },
      dispatch: { invocations: advantages.length },
    });
    const metrics = {
      [`${as}/solving_tokens`]: mean(counts.map(({ solving }) => solving)),
      [`${as}/checking_tokens`]: mean(counts.map(({ checking }) => checking)),
      [`${as}/saturated`]: saturated / Math.max(R, 1),
      [`${as}/right_to_wrong`]: lost / Math.max(R, 1),
    };
    return { advantages: (await readBack(made))['shaped'] as Float32Array, metrics };
  },
};
