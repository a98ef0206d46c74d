// What: probe "goldPass": how sure the policy is of the gold answer at the start of each turn, and what the turn changed. The
//   rollout up to the turn, with what came back to it, is followed by a wrapper text with the gold answer in it; one pass scores
//   all turns of all rollouts.
// Formula: m_k = mean log p of the answer's tokens (those of the wrapper are not averaged); <as>/logProb = m_k;
//   <as>/gain = exp(m_{k+1}) − exp(m_k), 0 for the last turn.
// Shapes: R rollouts, U turns; both signals [R × U], 0 at turns that a rollout has not.
// Units: nats; probability. The sampling temperature is applied, as in every score pass.
// Source: IGPO (arXiv 2510.14967; GuoqingWang1/IGPO, scrl/llm_agent/generation.py).
import type { Probe } from '../../blocks/seams.ts';
import type { Sampled } from '../../blocks/step.ts';
import { text } from '../../config/knob.ts';
import { goldAnswers } from '../goldAnswers.ts';
import { goldGains } from '../goldGains.ts';
import type { GoldGains } from '../goldGains.ts';
import { goldRows } from '../goldRows.ts';
import { goldText, PLACE } from '../goldText.ts';
import type { GoldText } from '../goldText.ts';
import { scoredAt } from '../scorePass.ts';

const knobs = {
  wrapper: text(`<think>Now there's enough information to answer</think><answer>${PLACE}</answer>`, {
    unit: '',
    doc: `What follows the rollout so far; ${PLACE} stands for the gold answer.`,
    source: 'GuoqingWang1/IGPO, scrl/llm_agent/generation.py, without its line ends',
  }),
};

/** The answer of every place in the wrapper. */
const goldsOf = (step: Sampled, wrapper: string, as: string): GoldText[] =>
  goldAnswers(step, as).map((gold) => goldText(step.policy.tokenizer, wrapper, gold));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** Behind the longest row there must be positions for the answer. */
function checkLength({ policy, rollouts }: Sampled, longest: number, as: string): void {
  const { maxPositions } = policy.info;
  if (longest <= maxPositions) return;
  const why = `${as} puts the gold answer behind each turn, which takes ${longest} positions of the ${maxPositions}`;
  throw new Error(`${why} that this model has; lower max_completion_length (${rollouts.maxTokens}).`);
}

/** What each rollout has at the start of its turns. */
async function scoreTurns(step: Sampled, wrapper: string, as: string): Promise<GoldGains[]> {
  const { policy, vectors, rollouts, config } = step;
  const prefix = await step.prefix('drawn', 'policy');
  const { batch, rows } = goldRows(prefix, rollouts, goldsOf(step, wrapper, as), policy.tokenizer.padId);
  const { lengths, generations, observations = [], maxTokens: T } = batch;
  const sizes = lengths.map((length, n) => prefix.lengths[Math.floor(n / generations)]! + 1 + length);
  for (const { row, ids } of observations) sizes[row]! += ids.length;
  checkLength(step, Math.max(...sizes), as);
  const { logProbs } = await policy.score(vectors.get('policy')!, prefix, batch, scoredAt(config.sampling.temperature));
  const scored: Float32Array[][] = Array.from(rollouts.lengths, () => []);
  for (const { row, from, to, turns } of rows)
    for (const [r, turn] of turns) scored[r]![turn] = logProbs.subarray(row * T + from, row * T + to);
  return scored.map(goldGains);
}

export const block: Probe<typeof knobs> = {
  name: 'goldPass',
  doc: 'Measures at the start of each turn how sure the model is of the gold answer, and what the turn changed.',
  formula: 'p_k = exp(mean log p of the gold tokens); gain_k = p_{k+1} − p_k',
  source: 'IGPO (arXiv 2510.14967), scrl/llm_agent/generation.py',
  knobs,
  metrics: [
    {
      name: '{as}/gain/mean',
      unit: 'probability',
      doc: 'Mean gain of a turn that ended with a look; 0 where nobody looked.',
    },
    {
      name: '{as}/probability/first',
      unit: 'probability',
      doc: 'Probability of the gold answer before the first turn.',
    },
    { name: '{as}/probability/last', unit: 'probability', doc: 'Probability of the gold answer before the last turn.' },
  ],
  gives: ({ as }) => [`${as}/logProb`, `${as}/gain`],
  derive: (signal) => (/^gold\/(logProb|gain)$/.test(signal) ? { as: 'gold', wrapper: knobs.wrapper.default } : null),
  problem: ({ as, wrapper }) =>
    wrapper.split(PLACE).length === 2 ? null : `${as}.wrapper must hold ${PLACE} once: the gold answer goes there.`,
  async probe(step, { as, wrapper }) {
    const turns = step.units.turn;
    if (!turns) throw new Error(`${as} looks at turns, and this sampler makes none; use the sampler group.`);
    const rollouts = await scoreTurns(step, wrapper, as);
    const U = turns.count;
    const [logProb, gain] = [new Float32Array(rollouts.length * U), new Float32Array(rollouts.length * U)];
    rollouts.forEach(({ logProbs, gains }, r) => {
      logProb.set(logProbs, r * U);
      gain.set(gains, r * U);
    });
    return new Map([
      [`${as}/logProb`, { shape: 'unit', unit: 'turn', values: logProb }],
      [`${as}/gain`, { shape: 'unit', unit: 'turn', values: gain }],
    ]);
  },
  count({ units, rollouts: { lengths, maxTokens } }, found, { as }) {
    const { of, count: U } = units.turn!;
    const [logProb, gain] = [found.get(`${as}/logProb`)!.values, found.get(`${as}/gain`)!.values];
    const last = Array.from(lengths, (length, r) => Math.max(of[r * maxTokens + length - 1] ?? 0, 0));
    const probability = (turn: (r: number) => number) => mean(last.map((_, r) => Math.exp(logProb[r * U + turn(r)]!)));
    return {
      [`${as}/gain/mean`]: mean(last.flatMap((turns, r) => [...gain.subarray(r * U, r * U + turns)])),
      [`${as}/probability/first`]: probability(() => 0),
      [`${as}/probability/last`]: probability((r) => last[r]!),
    };
  },
};
