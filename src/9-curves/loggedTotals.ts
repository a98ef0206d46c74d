// What: which columns of a log are rewards, and their sum. TRL and ms-swift write a column per reward, then columns of the user's own, and the
// advantage, but neither the sum nor its weights. The sum is taken as the reward only where it gives the advantages that were logged.
// Formula: A = (r − mean) / (std + 1e-4), or r − mean; mean of the group; std (n − 1) of the group or of the step.
// Source: TRL 1.16, trainer/grpo_trainer.py (scale_rewards group, batch, none).
import { knownNumbers } from './loggedCells.ts';
import type { LoggedAnswer } from './rolloutFormat.ts';

const EPSILON = 1e-4;
/** The trainer computed in float32. */
const TOLERANCE = 2e-3;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample estimator (n − 1); NaN for fewer than two. */
export function spread(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

export function gathered<Item>(items: readonly Item[], keyOf: (item: Item) => string | number): Item[][] {
  const found = new Map<string | number, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = found.get(key);
    if (list) list.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}

interface Scored {
  readonly answer: LoggedAnswer;
  readonly total: number;
}

type Scale = 'group' | 'batch' | 'none';

function isExplained(steps: readonly (readonly Scored[])[], scale: Scale): boolean {
  return steps.every((step) => {
    const ofStep = spread(step.map(({ total }) => total));
    return gathered([...step], ({ answer }) => answer.key).every((group) => {
      const totals = group.map(({ total }) => total);
      const middle = mean(totals);
      const std = scale === 'batch' ? ofStep : spread(totals);
      const over = scale === 'none' ? 1 : (Number.isNaN(std) ? 0 : std) + EPSILON;
      return group.every(({ answer: { advantage }, total }) => {
        const expected = (total - middle) / over;
        return Math.abs(expected - advantage) <= TOLERANCE * (1 + Math.abs(advantage));
      });
    });
  });
}

const sumOf = ({ rewards }: LoggedAnswer, names: readonly string[]) => {
  const known = names.map((name) => rewards[name] ?? NaN).filter((value) => !Number.isNaN(value));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : NaN;
};

function explains(answers: readonly LoggedAnswer[], names: readonly string[]): boolean {
  const scored = answers.map((answer) => ({ answer, total: sumOf(answer, names) })).filter(({ total }) => !Number.isNaN(total)); // prettier-ignore
  const steps = gathered(scored, ({ answer }) => answer.step);
  return scored.length > 0 && (['group', 'batch', 'none'] as const).some((scale) => isExplained(steps, scale));
}

/** How many of the columns, from the first, are rewards whose sum gives the advantages; undefined where none do. */
function countOf(answers: readonly LoggedAnswer[], columns: readonly string[]): number | undefined {
  if (columns.length === 1) return 1;
  if (answers.some(({ advantage }) => Number.isNaN(advantage))) return undefined;
  return columns.map((_, i) => columns.length - i).find((count) => explains(answers, columns.slice(0, count)));
}

/**
 * `told`: names of the rewards, where they are known. What is behind the rewards becomes text. Where no sum gives the advantages (weights,
 * another estimator), the reward stays unknown and every column stands as it is.
 */
export function withTotals(answers: readonly LoggedAnswer[], told: readonly string[]): readonly LoggedAnswer[] {
  const some = new Set(answers.flatMap(({ rewards }) => Object.keys(knownNumbers(rewards))));
  // In the order of the table: a row in which a cell is empty knows its place.
  const all = [...new Set(answers.flatMap(({ rewards }) => Object.keys(rewards)))].filter((name) => some.has(name));
  const sum = all.includes('reward') ? 'reward' : null;
  const columns = all.filter((name) => name !== sum && (told.length === 0 || told.includes(name)));
  const count = sum !== null || told.length > 0 ? columns.length : countOf(answers, columns);
  const names = columns.slice(0, count);
  const isSum = sum === null && (columns.length === 1 || (count !== undefined && explains(answers, names)));
  return answers.map((answer) => {
    const own = (wanted: boolean) =>
      Object.entries(knownNumbers(answer.rewards)).filter(([name]) => name !== sum && names.includes(name) === wanted);
    const behind = own(false).map(([name, value]) => [name, String(value)] as const);
    return {
      ...answer,
      rewards: Object.fromEntries(own(true)),
      reward: sum !== null ? (answer.rewards[sum] ?? NaN) : isSum ? sumOf(answer, names) : NaN,
      further: { ...Object.fromEntries(behind), ...answer.further },
    };
  });
}
