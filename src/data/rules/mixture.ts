// What: data rule "mixture": in which shares the domains of the prompts are drawn. First every seed mixture is tried for some steps, and
//   on places of all domains that are only measured the rule sees how fast the policy improves; then the best mixture is predicted.
// Formula: seeds, their scores and the prediction: ../mixture. A place gets domain d with probability w_d, then the next prompt of that domain in an order
//   that is new whenever all have been seen. Random numbers: Philox (step, place, 1, 'data'); order: (epoch, prompt, 2 + d, 'data').
// Shapes: of P places min(K, P/2) are measured during the seeds, K domains; they are in no statistics and in no loss.
// Source: MoDoMoDo (arXiv 2505.24871): drawing, seeds, surface. There every seed is a run of its own whose score is an evaluation, and a
//   run ends when a domain is used up; here seeds share one run, so what counts is the slope.
import { uniform } from '../../3-rollouts/philox.ts';
import type { DataRule } from '../../blocks/seams.ts';
import type { Drawn } from '../../blocks/step.ts';
import { integer, names, text } from '../../config/knob.ts';
import { domainOf } from '../domainOf.ts';
import type { Mixture } from '../mixture/mixtureScore.ts';
import { mixtureAt } from '../mixture/triedMixtures.ts';
import type { Levels } from '../mixture/triedMixtures.ts';

const knobs = {
  domains: names(['where', 'count', 'colour'], {
    unit: '',
    doc: 'Kinds of prompts, by their ids without the number (where/12 is of where); those without prompts are left out.',
    source: 'ours: skills of the scenes (MoDoMoDo: five data sets)',
  }),
  seed_steps: integer(4, {
    min: 2,
    max: 100000,
    unit: 'steps',
    doc: 'Steps of each seed mixture.',
    source: 'ours: a run here has dozens of steps',
  }),
  column: text('gatedScore', { unit: '', doc: 'The reward that is measured.', source: 'MoDoMoDo: the reward' }),
  weights: text('', {
    unit: '',
    doc: 'Shares of the domains, separated by spaces, in their order; empty = seeds, then the prediction.',
    source: 'MoDoMoDo: the best mixture of a fit that was made before',
  }),
};

/** What was measured, and prompts drawn by domain. */
interface Tried {
  readonly levels: Levels;
  readonly seen: Readonly<Record<string, number>>;
}

const MOST_DOMAINS = 8;

const sharesOf = (weights: string): number[] => (weights.trim() === '' ? [] : weights.trim().split(/\s+/).map(Number));
const normalised = (shares: readonly number[]): Mixture => {
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (sum > 0 ? share / sum : 1 / shares.length));
};

function chosen(mixture: Mixture, u: number): number {
  let sum = 0;
  const found = mixture.findIndex((share) => u < (sum += share));
  return found >= 0 ? found : mixture.findLastIndex((share) => share > 0);
}

export const block: DataRule<typeof knobs, Tried> = {
  name: 'mixture',
  doc: 'Draws kinds of prompts in shares that a surface over a few tried mixtures predicts to be best.',
  formula: 'score(w) = a + b·w + wᵀ·C·w, w = its maximum over the simplex',
  source: 'MoDoMoDo (arXiv 2505.24871)',
  knobs,
  needs: ({ column, weights }) => (weights.trim() === '' ? [`reward/${column}`] : []),
  problem({ as, domains, weights }) {
    if (domains.length < 2 || domains.length > MOST_DOMAINS)
      return `${as}.domains names ${domains.length} kinds of prompts; name from 2 to ${MOST_DOMAINS}.`;
    const shares = sharesOf(weights);
    if (shares.length === 0) return null;
    const fit = shares.length === domains.length && shares.every((share) => share >= 0) && Math.max(...shares) > 0;
    return fit ? null : `${as}.weights needs ${domains.length} shares of 0 or more, one per domain, not '${weights}'.`;
  },
  metrics: [
    { name: '{as}/share/*', unit: 'share', doc: 'Share of the domain among the places that are learned from.' },
    { name: '{as}/measured', unit: '', doc: 'Mean reward of the places of all domains that are only measured.' },
  ],
  start: () => ({ levels: {}, seen: {} }),
  draw(given, { seed, step, state, pool }, { domains, seed_steps, weights }) {
    const byDomain = domains.map((name) => pool.filter(({ prompt }) => domainOf(prompt.id) === name));
    const present = byDomain.flatMap((places, d) => (places.length > 0 ? [{ name: domains[d]!, d, places }] : []));
    const K = present.length;
    if (K < 2) return given;
    const fixed = sharesOf(weights);
    const { mixture, seed: number } =
      fixed.length > 0
        ? { mixture: normalised(present.map(({ d }) => fixed[d]!)), seed: null }
        : mixtureAt(K, step, seed_steps, state.levels);
    const measured = number === null ? 0 : Math.min(K, Math.floor(given.length / 2));
    const drawnNow = present.map(() => 0);
    return given.map((_, p): Drawn => {
      const isMeasured = p < measured;
      const d = isMeasured
        ? (p + step * measured) % K
        : chosen(mixture, uniform(seed, { step, row: p, position: 1, stream: 'data' }));
      const { name, places } = present[d]!;
      const at = (state.seen[name] ?? 0) + drawnNow[d]!++;
      const epoch = Math.floor(at / places.length);
      const keys = places.map((_place, row) => uniform(seed, { step: epoch, row, position: 2 + d, stream: 'data' }));
      const order = places.map((_place, row) => row).sort((a, b) => keys[a]! - keys[b]! || a - b);
      const place = places[order[at % places.length]!]!;
      const tags = { ...place.tags, mixtureDomain: d, ...(isMeasured && { mixtureSeed: number! }) };
      return { ...place, tags };
    });
  },
  keep({ drawn, rollouts, columns }, { as, domains, column }) {
    const { generations: G, lengths } = rollouts;
    const isMeasured = ({ tags }: Drawn) => tags['mixtureSeed'] !== undefined;
    const kept = Uint8Array.from(lengths, (_, r) => (isMeasured(drawn[Math.floor(r / G)]!) ? 0 : 1));
    const learned = drawn.filter((place) => !isMeasured(place));
    const share = (name: string) => learned.filter(({ prompt }) => domainOf(prompt.id) === name).length;
    const metrics = Object.fromEntries(domains.map((name) => [`${as}/share/${name}`, share(name) / learned.length]));
    if (learned.length === drawn.length) return { metrics };
    const values = columns.find(({ name }) => name === column)!.values.filter((_, r) => kept[r] === 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { inStatistics: kept, inLoss: kept, metrics: { ...metrics, [`${as}/measured`]: mean } };
  },
  after({ levels, seen }, { drawn, rollouts, signals }, { column }) {
    const counts: Record<string, number> = { ...seen };
    const rewards: number[] = [];
    for (const [p, { prompt, tags }] of drawn.entries()) {
      if (tags['mixtureDomain'] === undefined) continue;
      const name = domainOf(prompt.id);
      counts[name] = (counts[name] ?? 0) + 1;
      if (tags['mixtureSeed'] === undefined) continue;
      const { values } = signals.get(`reward/${column}`)!;
      rewards.push(...values.subarray(p * rollouts.generations, (p + 1) * rollouts.generations));
    }
    const number = drawn.find(({ tags }) => tags['mixtureSeed'] !== undefined)?.tags['mixtureSeed'];
    if (number === undefined) return { levels, seen: counts };
    const level = rewards.reduce((sum, value) => sum + value, 0) / rewards.length;
    return { levels: { ...levels, [number]: [...(levels[number] ?? []), level] }, seen: counts };
  },
};
