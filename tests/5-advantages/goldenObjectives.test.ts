// What: the advantages of published systems as objectives, against what the authors' code returns (GOLDEN cases).
import { describe, expect, it } from 'vitest';
import type { Objective } from '../../src/5-advantages/types.ts';
import type { Units } from '../../src/blocks/signals.ts';
import { advantagesOf, casesOf, expectRows, goldenCases, gridOf, ones } from './goldenGrid.ts';
import type { Grid } from './goldenGrid.ts';

type Rows = readonly (readonly number[])[];
const VERL = { epsilon: 1e-6, single: 'keep' } as const;

describe('IGPO', () => {
  const reward = (grid: Grid, values: Rows): Objective => ({
    name: 'gain and outcome',
    values: grid.rows(values, grid.maxTokens),
    unit: 'token',
    normalise: 'returns',
    baseline: 'group_mean',
    weight: ones(grid),
  });

  it('subtracts the mean of the returns at the same token, and stops at gaps', async () => {
    for (const { input, output } of casesOf('igpo', /^advantage/)) {
      const grid = gridOf(input.group, input.mask);
      const own = {
        gamma: 1,
        acrossGaps: false,
        unitStatistics: 'position',
        missing: 'counted',
        scale: 'none',
      } as const;
      const made = await advantagesOf(grid, [{ ...reward(grid, input.token_reward), ...own }]);
      expectRows(grid, made.advantages, output.advantage);
    }
  });

  it('divides by the spread of the first returns in its discounted variant', async () => {
    for (const { input, output } of casesOf('igpo', /discounted variant/)) {
      const grid = gridOf(input.group, input.mask);
      const own = { gamma: 0.5, acrossGaps: false, unitStatistics: 'first', scale: 'group', epsilon: 1e-6 } as const;
      const made = await advantagesOf(grid, [{ ...reward(grid, input.token_reward), ...own }]);
      expectRows(grid, made.advantages, output.advantage, input.mask);
    }
  });
});

/** Turns = runs of 1 in the mask; the reward of a turn stands on its last token. */
function turnsOf(grid: Grid, mask: Rows, tokenReward: Rows): { units: Units; values: Float32Array } {
  const ofRow = mask.map((row) => {
    let turn = -1;
    return row.map((own, t) => (own ? (row[t - 1] ? turn : ++turn) : -1));
  });
  const count = Math.max(...ofRow.flat()) + 1;
  const values = tokenReward.map((row, i) =>
    Array.from({ length: count }, (_, u) => row.reduce((sum, value, t) => sum + (ofRow[i]![t] === u ? value : 0), 0)),
  );
  const of = Int32Array.from(
    grid.rows(
      ofRow.map((row) => row.map((turn) => turn + 1)),
      grid.maxTokens,
    ),
    (u) => u - 1,
  );
  return { units: { of, count }, values: grid.rows(values, count) };
}

describe('MatchTIR', () => {
  it('averages the trajectory and the turn advantage', async () => {
    for (const { input, output } of casesOf('matchtir', /^advantage/)) {
      const grid = gridOf(input.group, input.mask);
      const { units, values } = turnsOf(grid, input.mask, input.token_reward);
      const sums = (input.token_reward as Rows).map((row) => row.reduce((sum, value) => sum + value, 0));
      const made = await advantagesOf(
        grid,
        [
          {
            ...{ name: 'trajectory', values: grid.perRollout(sums), weight: ones(grid, 0.5), ...VERL },
            ...{ baseline: 'group_mean', scale: input.norm_by_std ? 'group' : 'none' },
          },
          {
            ...{ name: 'turns', values, unit: 'turn', gamma: 0.9, weight: ones(grid, 0.5), ...VERL },
            ...{ normalise: 'returns', unitStatistics: 'index', baseline: 'group_mean', scale: 'group' },
          },
        ],
        { units: { turn: units } },
      );
      expectRows(grid, made.advantages, output.advantage);
      expect(made.objectives.map(({ name }) => name)).toEqual(['trajectory', 'turns']);
    }
  });
});

describe('Rank-GRPO', () => {
  it('normalises each rank over the group, ranks that a rollout has not with the value given', async () => {
    for (const { input, output } of goldenCases('rank-grpo').filter(({ input: { item_rewards } }) => item_rewards)) {
      const items = output.item_of_token as Rows;
      const group = items.map((_, i) => Math.floor(i / input.group_size));
      const grid = gridOf(group, output.completion_mask);
      const K = input.K as number;
      const of = Int32Array.from(
        grid.rows(
          items.map((row) => row.map((u) => (u >= 0 && u < K ? u + 1 : 0))),
          grid.maxTokens,
        ),
        (u) => u - 1,
      );
      const made = await advantagesOf(
        grid,
        [
          {
            ...{ name: 'items', values: grid.rows(input.item_rewards, K), unit: 'item', weight: ones(grid) },
            ...{ unitStatistics: 'index', missing: 'counted' },
          },
        ],
        { units: { item: { of, count: K } } },
      );
      expectRows(grid, made.objectives[0]!.advantages, output.item_advantage);
      // Tokens of an item carry its advantage; what follows the list is shaped afterwards, the stop token included.
      const stops = (t: number, i: number) => input.token_ids[i][t] === input.eos;
      const listed = items.map((row, i) => row.map((u, t) => (u >= 0 && u < K && !stops(t, i) ? 1 : 0)));
      expectRows(grid, made.advantages, output.token_advantage, listed);
    }
  });
});

describe('PRIME', () => {
  const gammas = (name: string) => {
    const [, verifier = '1', process = '1'] = /verifier gamma ([\d.]+), process gamma ([\d.]+)/.exec(name) ?? [];
    return { verifier: Number(verifier), process: Number(process) };
  };

  it('takes leave-one-out per source, adds the returns, and whitens the batch', async () => {
    for (const { name, input, output } of goldenCases('prime').filter(
      ({ output: { advantage_whitened } }) => advantage_whitened,
    )) {
      const lengths = input.lengths as number[];
      const T = Math.max(...lengths);
      const mask = lengths.map((n) => Array.from({ length: T }, (_, t) => (t < n ? 1 : 0)));
      const group = lengths.map((_, i) => Math.floor(i / input.n_samples));
      const grid = gridOf(group, mask);
      const { verifier, process } = gammas(name);
      const leaveOut = { baseline: 'leave_one_out', scale: 'none' } as const;
      const objectives: Objective[] = [
        { name: 'outcome', values: grid.perRollout(input.outcome), gamma: verifier, weight: ones(grid), ...leaveOut },
        {
          ...{ name: 'process', values: grid.rows(output.process_scores_used, T), unit: 'token', gamma: process },
          ...{ unitStatistics: 'rollout', weight: ones(grid), ...leaveOut },
        },
      ];
      const made = await advantagesOf(grid, objectives);
      expectRows(grid, made.advantages, output.return_total, mask);
      // Padding: verl whitens its zeros as well, (0 − mean)/std; here it stays 0 and counts nowhere.
      const { whitenBatch } = await import('../../src/5-advantages/scoreUnits.ts');
      const { testCompute } = await import('../gpu/nodeDevice.ts');
      const counted = Uint32Array.from(grid.own);
      const white = await whitenBatch(await testCompute(), made.advantages, counted);
      expectRows(grid, white, output.advantage_whitened, mask);
    }
  });
});

describe('PRL', () => {
  it('subtracts beta times the log-ratio that is still to come', async () => {
    for (const { input, output } of goldenCases('prl').filter(({ output: { advantage } }) => advantage)) {
      const { mask, beta } = input as { mask: Rows; beta: number };
      const grid = gridOf(input.group, mask);
      const gap = (input.logp as Rows).map((row, i) => row.map((p, t) => (p - input.ref_logp[i][t]) * mask[i]![t]!));
      const outcome: Objective = {
        ...{ name: 'outcome', values: grid.perRollout(input.reward), weight: ones(grid), ...VERL },
        ...{ baseline: 'group_mean', scale: 'group' },
      };
      const plain = { baseline: 'none', scale: 'none', weight: ones(grid, -beta) } as const;
      if (input.follows === 'paper') {
        const future = { name: 'future', values: grid.rows(gap, grid.maxTokens), unit: 'token', gamma: 1 } as const;
        const made = await advantagesOf(grid, [outcome, { ...future, ...plain }]);
        expectRows(grid, made.advantages, output.advantage, mask);
        continue;
      }
      // Released code: all tokens of a step share what stands at its last token.
      const length = input.step_len as number;
      const lastOf = (i: number, u: number) => Math.min((u + 1) * length, mask[i]!.lastIndexOf(1) + 1) - 1;
      const count = Math.ceil(grid.maxTokens / length);
      const values = gap.map((row, i) =>
        Array.from({ length: count }, (_, u) => row.slice(lastOf(i, u)).reduce((sum, d) => sum + d, 0)),
      );
      const of = Int32Array.from({ length: grid.own.length }, (_, i) => Math.floor((i % grid.maxTokens) / length));
      const steps = { name: 'future', values: grid.rows(values, count), unit: 'step' } as const;
      const made = await advantagesOf(grid, [outcome, { ...steps, ...plain }], { units: { step: { of, count } } });
      expectRows(grid, made.advantages, output.advantage, mask);
    }
  });
});

describe('ReFine-RFT and TRL', () => {
  it('adds the z-scores of the rewards (MRN)', async () => {
    for (const { input, output } of goldenCases('refine-rft-mrn').filter(({ output: { advantage } }) => advantage)) {
      const rewards = input.rewards as Rows;
      const grid = gridOf(
        rewards.map((_, i) => Math.floor(i / input.group_size)),
        rewards.map(() => [1, 1]),
      );
      const objectives = (input.weights as number[]).map((weight, k) => ({
        name: `r${k}`,
        values: grid.perRollout(rewards.map((row) => row[k]!)),
        weight: ones(grid, weight),
      }));
      const made = await advantagesOf(grid, objectives);
      expectRows(
        grid,
        made.advantages,
        (output.advantage as number[]).map((value) => [value, value]),
      );
    }
  });

  it('gives the advantages of TRL, a rollout without any reward included', async () => {
    for (const { input, output } of casesOf('trl-losses', /^advantage/)) {
      const rewards = input.rewards as (number | 'NaN')[][];
      const grid = gridOf(
        rewards.map((_, i) => Math.floor(i / input.group_size)),
        rewards.map(() => [1]),
      );
      const values = (k: number) => grid.perRollout(rewards.map((row) => (row[k] === 'NaN' ? 0 : (row[k] as number))));
      const weights = input.weights as number[];
      const columns = weights.map((_, k) => ({ name: `r${k}`, values: values(k) }));
      const reward = columns[0]!.values.map((_, r) =>
        weights.reduce((sum, w, k) => sum + w * columns[k]!.values[r]!, 0),
      );
      const missing = rewards.map((row) => row.every((value) => value === 'NaN'));
      const made = await advantagesOf(grid, undefined as unknown as Objective[], {
        ...{ reward, table: { columns, weights }, scaleRewards: input.scale_rewards, aggregation: input.aggregation },
        ...(missing.includes(true) && { inStatistics: Uint8Array.from(missing, (gone) => (gone ? 0 : 1)) }),
      });
      expectRows(
        grid,
        made.advantages,
        (output.advantage as number[]).map((value) => [value]),
      );
    }
  });
});
