// What: probe "itemHits": which items of the list that a rollout gives are wanted ones. It makes no pass of its own.
// Formula: ../itemHits.ts; an item is the text of the tokens that the grammar counts to it. Wanted are the accepted answers of the prompt, or the items
//   of its answer, which commas or line breaks part; options are the catalogue.
// Shapes: <as>/hit [R × U], U items.
// Source: yaochenzhu/Rank-GRPO, libs/metrics_align.py: evaluate_direct_match_aligned.
import type { Probe } from '../../blocks/seams.ts';
import type { Drawn } from '../../blocks/step.ts';
import { integer } from '../../config/knob.ts';
import { itemHits } from '../itemHits.ts';

const knobs = {
  tolerance: integer(2, {
    min: 0,
    max: 100,
    unit: 'years',
    doc: 'How far the year of an item, in brackets behind its title, may be from the true one.',
    source: 'Rank-GRPO: year_tolerance 2',
  }),
};

const wantedOf = ({ acceptedAnswers, answer = '' }: Drawn['truth']) =>
  acceptedAnswers?.length ? acceptedAnswers : answer.split(/[,\n]/).filter((text) => text.trim() !== '');

export const block: Probe<typeof knobs> = {
  name: 'itemHits',
  doc: 'Says of each item of a list whether it is one of those wanted; each of them counts once.',
  formula: 'hit = 1 where a wanted item that is left has the same title and nearly the same year',
  source: 'yaochenzhu/Rank-GRPO, libs/metrics_align.py',
  knobs,
  needs: () => ['unit/item'],
  gives: ({ as }) => [`${as}/hit`],
  derive: (signal) => (signal === 'items/hit' ? { as: 'items', tolerance: 2 } : null),
  metrics: [{ name: '{as}/hits', unit: 'items', doc: 'Hits of a list, on average.' }],
  probe({ policy, rollouts, units, drawn }, { as, tolerance }) {
    const { lengths, maxTokens, tokens, generations } = rollouts;
    const items = units.item;
    if (!items)
      throw new Error(`${as} reads items, and this run makes none; choose a grammar with items (think_ranking).`);
    const values = new Float32Array(lengths.length * items.count);
    lengths.forEach((length, r) => {
      const { truth } = drawn[Math.floor(r / generations)]!;
      const of = items.of.subarray(r * maxTokens, r * maxTokens + length);
      const row = tokens.subarray(r * maxTokens, r * maxTokens + length);
      const count = of.reduce((most, item) => Math.max(most, item + 1), 0);
      const listed = Array.from({ length: count }, (_, u) =>
        policy.tokenizer.decode(row.filter((_id, t) => of[t] === u)),
      );
      const catalogue = truth.options;
      values.set(itemHits(listed, wantedOf(truth), { tolerance, ...(catalogue && { catalogue }) }), r * items.count);
    });
    return Promise.resolve(new Map([[`${as}/hit`, { shape: 'unit' as const, unit: 'item' as const, values }]]));
  },
  count({ rollouts: { lengths } }, found, { as }) {
    const { values } = found.get(`${as}/hit`)!;
    return { [`${as}/hits`]: values.reduce((sum, value) => sum + value, 0) / Math.max(lengths.length, 1) };
  },
};
