// What: IGPO's gains, rewards of turns and advantages through goldGains, answerF1, turnRewards, turnGains and stage 5. Of the
// advantage cases every token is a turn, so that turn-wise and token-wise returns are the same.
// Formula: none of its own.
import { goldGains } from '../../../src/3-rollouts/goldGains.ts';
import { block as turnGains } from '../../../src/4-rewards/compose/turnGains.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { turnRewards } from '../../../src/4-rewards/turnRewards.ts';
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { unitReturns } from '../../../src/5-advantages/scoreUnits.ts';
import { slotsOf } from '../../../src/5-advantages/tokenSlots.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

interface Gains {
  /** [scoring][rollout][gold token] */
  readonly gold_answer_logp_at_start_of_turn: readonly (readonly (readonly number[])[])[];
}
interface Placed {
  readonly turns: readonly string[];
  readonly gold: string;
  readonly info_gain: readonly number[];
}
interface Grouped {
  readonly token_reward: readonly (readonly number[])[];
  readonly mask: readonly (readonly number[])[];
  readonly group: readonly string[];
}

const JOINT = '\n<|im_start|>assistant\n';
const VARIANTS = /<\|answer_split\|>/i;

async function outcomeOf(compute: Compute, { turns, gold }: Placed): Promise<number> {
  const parsed = await parseTexts(compute, [turns.join(JOINT)]);
  const [answer, ...acceptedAnswers] = gold.split(VARIANTS);
  const truths = [{ answer: answer!, acceptedAnswers }];
  const uses = [{ name: 'answerF1' }];
  const { reward } = await scoreRewards(compute, { parsed, truths, generations: 1, signals: new Map(), uses });
  parsed.destroy();
  return reward[0]!;
}

/** One group: [rollout][token]. */
async function scoreGroup(
  compute: Compute,
  token_reward: Grouped['token_reward'],
  mask: Grouped['mask'],
  name: string,
) {
  const [R, T] = [mask.length, mask[0]!.length];
  const units = { turn: mask.map((row) => row.map((_, t) => t)) };
  const values = flat(token_reward);
  const step = {
    ...goldenStep({ compute, mask, units }),
    signals: new Map([['gold/gain', { shape: 'unit', unit: 'turn', values }]] as const),
  };
  const outcome = Float32Array.from(token_reward, (row) => row[T - 1]!);
  const gamma = /gamma ([\d.]+)/.exec(name);
  const variant = gamma && { gamma: Number(gamma[1]), statistics: 'first_turn' as const };
  const own = { ...defaultsOf(turnGains, 'turnGains'), ...variant };
  const [made] = turnGains.compose(step, [weightedSum(outcome, [], [], 1)], own);
  const objective = { ...made!, unit: 'token' as const };
  const layout = { promptCount: 1, generations: R, lengths: new Int32Array(R).fill(T), maxTokens: T, own: flat(mask) };
  const { advantages } = await computeAdvantages(compute, {
    ...{ ...layout, reward: outcome, objectives: [objective], scaleRewards: 'group', baseline: 'group_mean' },
  });
  const { states } = slotsOf(layout, 'token', 'return');
  const returns = await unitReturns(compute, objective.values, states, R, { gamma: own.gamma, acrossGaps: false });
  return {
    advantage: nested(advantages, T),
    return: nested(
      returns.map((value, i) => value * layout.own[i]!),
      T,
    ),
  };
}

async function advantageOf({ token_reward, mask, group }: Grouped, name: string, compute: Compute) {
  const output = { advantage: [] as number[][], return: [] as number[][] };
  for (const label of new Set(group)) {
    const members = group.flatMap((own, r) => (own === label ? [r] : []));
    const pick = (rows: Grouped['mask']) => members.map((r) => rows[r]!);
    const made = await scoreGroup(compute, pick(token_reward), pick(mask), name);
    members.forEach((r, k) => {
      output.advantage[r] = made.advantage[k]!;
      output.return[r] = made.return[k]!;
    });
  }
  return output;
}

export const adapter: GoldenAdapter<Gains | Placed | Grouped> = {
  system: 'IGPO',
  leavesOut:
    'number_of_tokens: a toy tokenizer placed the rewards, and by the notes of the file only their order and values mean anything',
  reduce(output) {
    if (typeof output !== 'object' || output === null) return output;
    return Object.fromEntries(Object.entries(output).filter(([key]) => key !== 'number_of_tokens'));
  },
  async run(input, { name, compute }) {
    if ('gold_answer_logp_at_start_of_turn' in input) {
      const { gold_answer_logp_at_start_of_turn: scorings } = input;
      return { gain_per_turn: scorings[0]!.map((_, r) => goldGains(scorings.map((rows) => rows[r]!)).gains) };
    }
    if ('token_reward' in input) return advantageOf(input, name, compute);
    const outcome = await outcomeOf(compute, input);
    let rewards: number[];
    try {
      rewards = turnRewards(input.info_gain, outcome, input.turns.length);
    } catch (error) {
      return { raises: (error as Error).message };
    }
    return {
      nonzero_rewards_in_order: rewards.filter((value) => value !== 0),
      last_token_index_reward: outcome,
    };
  },
};
