// What: RewardMap through our rewards: routeRight and routeDetail for routes, statedAnswer for the other questions, mapScore for the total.
// Formula: none of its own; the map becomes the truth's triples (station, line, next station).
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Metro = Readonly<Record<string, readonly string[]>>;
interface Question {
  readonly completion: string;
  readonly type: string;
  readonly map_difficulty: string;
  readonly mode?: string;
  readonly metro?: Metro;
}
interface Planning extends Question {
  readonly from_station: string;
  readonly to_station: string;
  readonly transfers_needed: number;
}
type Input = Planning | (Question & { readonly truth: number });

/** A line of one station is a triple with this station at both ends. */
const triplesOf = (metro: Metro): NonNullable<Truth['triples']> =>
  Object.entries(metro).flatMap(([line, stations]) =>
    stations.length === 1
      ? [[stations[0]!, line, stations[0]!] as const]
      : stations.slice(1).map((next, i) => [stations[i]!, line, next] as const),
  );

/** Types: yes or no, letter of an option, number (the file's formula_additions). */
function answerOf(type: string, truth: number): Truth {
  if (type.includes('TorF')) return { answer: truth === 1 ? 'yes' : 'no' };
  return type === 'Counting1' ? { answerOption: truth } : { answer: String(truth) };
}

function truthOf(input: Input, metro: Metro): Truth {
  const map = { kind: 'map', text: input.map_difficulty };
  if (!('from_station' in input)) return { ...answerOf(input.type, input.truth), facts: [map] };
  const { from_station: from, to_station: to, transfers_needed: transfers } = input;
  const facts = Object.entries({ from, to, transfers: String(transfers) }).map(([kind, text]) => ({ kind, text }));
  return { facts: [...facts, map], triples: triplesOf(metro) };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'RewardMap',
  tolerance: 1e-6,
  async run(input, { file, follows, compute }) {
    const metro = input.metro ?? (file['metro'] as Metro);
    const uses: RewardUse[] = [
      { name: 'routeRight', weight: 0 },
      { name: 'routeDetail', weight: 0, knobs: { follows_code: follows === 'code' ? 1 : 0 } },
      { name: 'statedAnswer', weight: 0 },
      { name: 'mapScore', knobs: { answer: 'reward/statedAnswer', by_difficulty: input.mode === 'baseline' ? 0 : 1 } },
    ];
    const parsed = await parseTexts(compute, [input.completion]);
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: 1, truths: [truthOf(input, metro)], signals: new Map() },
    });
    if (!('from_station' in input)) return { total: reward[0] };
    return { correct: columns[0]!.values[0] === 1, detail: columns[1]!.values[0], total: reward[0] };
  },
};
