// What: probe "stepPotential": at the end of each step of the thinking, how likely the gold answer has become and how sure the
//   model is, as one number: the potential of the step.
// Formula: ../stepPotential.ts. The gold answer is read behind the cue, in one pass over all steps; the released code samples five
//   short continuations instead and compares their tokens with the gold ones (the same for an answer of one token).
// Shapes: R rollouts, U units; signals [R × U], 0 at units that a rollout has not.
// Units: probabilities; potential in −1…1. The sampling temperature is applied, as in every score pass.
// Source: SPAE (arXiv 2601.03823); cii030/SPAE-RL, inference/probe_mechanism_example.py.
import type { Probe } from '../../blocks/seams.ts';
import type { SignalName, Signal } from '../../blocks/signals.ts';
import type { Sampled } from '../../blocks/step.ts';
import { choice, text } from '../../config/knob.ts';
import { goldAnswers } from '../goldAnswers.ts';
import { goldText, PLACE } from '../goldText.ts';
import { scoredAt } from '../scorePass.ts';
import { answerCue, potential, potentialGains } from '../stepPotential.ts';
import { stepRows } from '../stepRows.ts';

const knobs = {
  unit: choice('sentence', ['sentence', 'step'], {
    unit: '',
    doc: 'What a step is, by the rules of the grammar.',
    source: 'ours (SPAE: paragraphs that end with a full stop)',
  }),
  cue: text(`</think><answer>${PLACE}</answer>`, {
    unit: '',
    doc: `What follows the step; ${PLACE} stands for the gold answer.`,
    source: 'ours, in our tags (SPAE: **Final Answer** and an open box)',
  }),
  stepPotential_follows: choice('paper', ['paper', 'code'], {
    unit: '',
    doc: 'For answers of several tokens. paper: means over them; code: sums, divided by their number, so that the potential stays small.',
    source: 'SPAE (arXiv 2601.03823); cii030/SPAE-RL',
  }),
};

const NAMES = ['potential', 'gain', 'accuracy', 'confidence'] as const;

const golds = (step: Sampled, cue: string, as: string) =>
  goldAnswers(step, as).map((gold) => goldText(step.policy.tokenizer, cue, gold));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Probe<typeof knobs> = {
  name: 'stepPotential',
  doc: 'Measures at the end of each step how likely the gold answer is there and how sure the model is: the potential of the step.',
  formula: 'Phi = 1.5·acc·conf + 0.5·acc − conf; gain = Phi − Phi of the step before',
  source: 'SPAE (arXiv 2601.03823); cii030/SPAE-RL, inference/probe_mechanism_example.py',
  knobs,
  needs: ({ unit }) => [`unit/${unit}`],
  gives: ({ as }) => NAMES.map((name) => `${as}/${name}`),
  derive: (signal) =>
    /^steps\/(potential|gain|accuracy|confidence)$/.test(signal)
      ? { as: 'steps', unit: 'sentence', cue: knobs.cue.default, stepPotential_follows: 'paper' }
      : null,
  problem: ({ as, cue }) =>
    cue.split(PLACE).length === 2 ? null : `${as}.cue must hold ${PLACE} once: the gold answer goes there.`,
  metrics: [
    { name: '{as}/potential/first', unit: '', doc: 'Mean potential at the end of the first step.' },
    { name: '{as}/potential/last', unit: '', doc: 'Mean potential at the end of the last step.' },
  ],
  async probe(step, { as, unit, cue, stepPotential_follows: follows }) {
    const { policy, rollouts, vectors, config } = step;
    const units = step.units[unit];
    if (!units) throw new Error(`${as} looks at units of the kind '${unit}', which this run does not make.`);
    const prefix = await step.prefix('drawn', 'policy');
    const found: Record<(typeof NAMES)[number], Float32Array> = {
      potential: new Float32Array(rollouts.lengths.length * units.count),
      gain: new Float32Array(rollouts.lengths.length * units.count),
      accuracy: new Float32Array(rollouts.lengths.length * units.count),
      confidence: new Float32Array(rollouts.lengths.length * units.count),
    };
    const made = stepRows(prefix, rollouts, units, golds(step, cue, as), policy.tokenizer.padId);
    if (made) {
      const { batch, rows } = made;
      const { maxTokens: T } = batch;
      const longest = Math.max(...prefix.lengths) + 1 + T;
      if (longest > policy.info.maxPositions)
        throw new Error(
          `${as} puts the gold answer behind each step, which takes ${longest} positions of the ${policy.info.maxPositions} that this model has; lower max_completion_length (${rollouts.maxTokens}).`,
        );
      const theta = vectors.get('policy')!;
      const { logProbs, entropies } = await policy.score(theta, prefix, batch, scoredAt(config.sampling.temperature));
      for (const { row, from, to, rollout, unit: u } of rows) {
        const own = (values: Float32Array) => values.subarray(row * T + from, row * T + to);
        const seen = answerCue(own(logProbs), own(entropies), follows)!;
        const at = rollout * units.count + u;
        [found.accuracy[at], found.confidence[at], found.potential[at]] = [seen.acc, seen.conf, potential(seen)];
      }
      rollouts.lengths.forEach((_, r) => {
        const places = rows.flatMap(({ rollout, unit: u }) => (rollout === r ? [r * units.count + u] : []));
        const gains = potentialGains(places.map((at) => found.potential[at]!));
        places.forEach((at, k) => (found.gain[at] = gains[k]!));
      });
    }
    return new Map<SignalName, Signal>(
      NAMES.map((name) => [`${as}/${name}`, { shape: 'unit', unit, values: found[name] }]),
    );
  },
  count({ units, rollouts: { lengths, maxTokens } }, found, { as, unit }) {
    const { of, count: U } = units[unit]!;
    const { values } = found.get(`${as}/potential`)!;
    const own = Array.from(lengths, (_, r) => {
      const last = of.subarray(r * maxTokens, (r + 1) * maxTokens).reduce((most, u) => Math.max(most, u), -1);
      return [...values.subarray(r * U, r * U + last + 1)];
    }).filter(({ length }) => length > 0);
    return {
      [`${as}/potential/first`]: mean(own.map((steps) => steps[0]!)),
      [`${as}/potential/last`]: mean(own.map((steps) => steps.at(-1)!)),
    };
  },
};
