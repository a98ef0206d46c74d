// What: shaper "listLength": a list is to have so many items: what goes beyond is fined, and the token that stops it is paid or fined.
// Formula: shaders/5-advantages/listLength. What the stop token got from its item is taken away first.
// Shapes: [R × T]. Units: advantage.
// Source: yaochenzhu/Rank-GRPO, libs/trl/rank_grpo_trainer.py: _generate_and_score_completions (length shaping).
import type { Shaper } from '../../blocks/seams.ts';
import { integer, number } from '../../config/knob.ts';
import { readBack } from '../readBack.ts';

const BOUNDS = { min: -100, max: 100, unit: '' };

const knobs = {
  wanted: integer(20, { min: 1, max: 1000, unit: 'items', doc: 'Items of a list.', source: 'Rank-GRPO: rec_num 20' }),
  extra: number(-0.1, {
    ...BOUNDS,
    doc: 'What every token of an item beyond them gets.',
    source: 'Rank-GRPO: extra_token_penalty −0.1',
  }),
  exact: number(0.1, {
    ...BOUNDS,
    doc: 'What the stop token gets behind the last of them.',
    source: 'Rank-GRPO: end_of_list_reward 0.1',
  }),
  early: number(-0.1, {
    ...BOUNDS,
    doc: 'What the stop token gets where items are missing.',
    source: 'Rank-GRPO: early_stop_penalty −0.1',
  }),
};

export const block: Shaper<typeof knobs> = {
  name: 'listLength',
  doc: 'Fines the tokens of items beyond the wanted number, and pays or fines the token that stops the list.',
  formula: 'A_t + extra·1[item ≥ wanted]; at the stop token exact, early or nothing in place of A_t',
  source: 'yaochenzhu/Rank-GRPO, libs/trl/rank_grpo_trainer.py',
  knobs,
  needs: () => ['unit/item'],
  metrics: [
    { name: '{as}/items', unit: 'items', doc: 'Items of a list, on average.' },
    { name: '{as}/beyond', unit: 'share', doc: 'Share of the lists that go on beyond the wanted number.' },
    { name: '{as}/exact', unit: 'share', doc: 'Share of the lists that have it and stop.' },
  ],
  async shape({ compute, rollouts, units }, advantages, { as, wanted, extra, exact, early }) {
    const { lengths, maxTokens, truncated } = rollouts;
    const items = units.item?.of;
    if (!items)
      throw new Error(`${as} counts items, and this run makes none; choose a grammar with items (think_ranking).`);
    const made = await compute.run('5-advantages/listLength', {
      params: { rollouts: lengths.length, maxTokens, wanted, extra, exact, early },
      inputs: { advantages, items, lengths, truncated: Uint32Array.from(truncated) },
      outputs: { shaped: advantages.length },
      dispatch: { invocations: lengths.length },
    });
    const counts = Array.from(
      lengths,
      (length, r) => 1 + items.subarray(r * maxTokens, r * maxTokens + length).reduce((a, b) => Math.max(a, b), -1),
    );
    const share = (is: (count: number, r: number) => boolean) => counts.filter(is).length / Math.max(counts.length, 1);
    return {
      advantages: (await readBack(made))['shaped'] as Float32Array,
      metrics: {
        [`${as}/items`]: counts.reduce((sum, count) => sum + count, 0) / Math.max(counts.length, 1),
        [`${as}/beyond`]: share((count) => count > wanted),
        [`${as}/exact`]: share((count, r) => count === wanted && truncated[r] === 0),
      },
    };
  },
};
