// What: the curves of a log of answers: what can be computed from the answers of a step, under TRL's names and with its averaging. A number that
// the log does not give is left out.
// Formula: std with n − 1; a group's std counts as 0 below 1e-8 (torch.isclose). Units: tokens, nats.
import { gathered, spread } from './loggedTotals.ts';
import type { LoggedAnswer } from './rolloutFormat.ts';
import type { CurvePoint } from './types.ts';

const ZERO = 1e-8;
const known = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), -Infinity);
const smallest = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity);

function rewardMetrics(answers: readonly LoggedAnswer[]): Record<string, number> {
  const columns = [...new Set(answers.flatMap(({ rewards }) => Object.keys(rewards)))];
  const ofColumns = columns.flatMap((name) => {
    const values = answers.flatMap(({ rewards }) => rewards[name] ?? []);
    return [[`rewards/${name}/mean`, mean(values)] as const, [`rewards/${name}/std`, spread(values)] as const];
  });
  const totals = known(answers.map(({ reward }) => reward));
  const groups = gathered(answers, ({ key }) => key).map((group) => known(group.map(({ reward }) => reward)));
  const flat = groups.filter((group) => group.length > 0 && largest(group) - smallest(group) <= ZERO);
  return {
    ...Object.fromEntries(ofColumns),
    ...{ reward: mean(totals), reward_std: spread(totals) },
    ...(totals.length > 0 && { frac_reward_zero_std: flat.length / groups.length }),
  };
}

/** Without making each: a log has many. The first half of a pair is no character of its own. */
const charactersOf = (text: string) => text.length - (text.match(/[\uD800-\uDBFF]/g)?.length ?? 0);

function lengthMetrics(answers: readonly LoggedAnswer[]): Record<string, number> {
  const lengths = answers.flatMap(({ tokens }) => (tokens ? [tokens.length] : []));
  // Without tokens: what there is to count. Another name, since it is another unit.
  if (lengths.length < answers.length) return { 'completions/mean_characters': mean(answers.map(({ text }) => charactersOf(text))) }; // prettier-ignore
  return {
    'completions/mean_length': mean(lengths),
    ...{ 'completions/min_length': smallest(lengths), 'completions/max_length': largest(lengths) },
  };
}

function tokenMetrics(answers: readonly LoggedAnswer[]): Record<string, number> {
  const entropies = known(answers.flatMap(({ tokens = [] }) => tokens.map(({ entropy }) => entropy)));
  const gaps = known(
    answers.flatMap(({ tokens = [], signals }) => {
      const trainer = signals?.['trainer/logProb'];
      return trainer ? tokens.map(({ logProb }, t) => Math.abs(trainer[t]! - logProb)) : [];
    }),
  );
  const gap = 'sampling/sampling_logp_difference';
  return {
    entropy: mean(entropies),
    ...(gaps.length > 0 && { [`${gap}/mean`]: mean(gaps), [`${gap}/max`]: largest(gaps) }),
  };
}

/** One point per step, in the order of the steps. */
export const rolloutPoints = (answers: readonly LoggedAnswer[]): readonly CurvePoint[] =>
  gathered(answers, ({ step }) => step)
    .map((ofStep) => {
      const all = { ...rewardMetrics(ofStep), ...lengthMetrics(ofStep), ...tokenMetrics(ofStep) };
      const metrics = Object.fromEntries(Object.entries(all).filter(([, value]) => Number.isFinite(value)));
      return { step: ofStep[0]!.step, metrics };
    })
    .sort((a, b) => a.step - b.step);
