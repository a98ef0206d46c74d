// What: the numbers of a run of the grid and their table.
// Formula: reward = mean over scenes and samples of Σ weight·column; pass@k by the unbiased estimator (training/evaluate/passAtK.ts);
//   greedy = share of greedy answers that pass; greedyReward = mean reward of the greedy answers. A box skill passes where every true
//   box is met (IoU ≥ 0.5), a skill of words where the answer is the true one, upper and lower case alike (column answerFolded),
//   zoom where both hold. guesses = share of the samples that begin with Pocket's habit (pretrain/pocket/guess.py);
//   looks = share of the other samples that pass.
import type { Config } from '../src/config/config.ts';
import { rewardUsesOf } from '../src/config/uses.ts';
import { passAtK } from '../src/training/evaluate/passAtK.ts';
import type { EvaluatedAnswer, Evaluation } from '../src/training/protocol.ts';

export interface GridScore {
  readonly reward: number;
  readonly pass1: number;
  readonly pass16: number;
  readonly greedy: number;
  readonly greedyReward: number;
  readonly guesses: number;
  /** NaN where every sample is a guess. */
  readonly looks: number;
}

export interface GridRun extends GridScore {
  readonly skill: string;
  readonly kind: 'before' | 'colder' | 'trained' | 'control';
  readonly seed: number;
  readonly steps: number;
}

/** What decides; for the other skills it is the answer. Who zooms must both find the thing and answer. */
const BY_BOXES = ['find', 'list', 'draw', 'zoom'];
const BY_ANSWER_TOO = ['zoom'];
const HABIT = '<think>i guess';
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function scoreOf(skill: string, results: readonly Evaluation[], config: Config): GridScore {
  const uses = rewardUsesOf(config);
  const rewardOf = ({ rewards }: EvaluatedAnswer) =>
    uses.reduce((sum, { as, weight }) => sum + weight * (rewards[as] ?? 0), 0);
  const passes = ({ passed, rewards }: EvaluatedAnswer) => {
    const answered = rewards['answerFolded'] === 1;
    if (!BY_BOXES.includes(skill)) return answered;
    return passed === true && (answered || !BY_ANSWER_TOO.includes(skill));
  };
  const at = (k: number) =>
    mean(results.map(({ samples = [] }) => passAtK(samples.length, samples.filter(passes).length, k)));
  const samples = results.flatMap(({ samples = [] }) => samples);
  const looks = samples.filter(({ text }) => !text.startsWith(HABIT));
  return {
    reward: mean(samples.map(rewardOf)),
    pass1: at(1),
    pass16: at(16),
    greedy: mean(results.map((result) => Number(passes(result)))),
    greedyReward: mean(results.map(rewardOf)),
    guesses: (samples.length - looks.length) / samples.length,
    looks: mean(looks.map((answer) => Number(passes(answer)))),
  };
}

/** JSON keeps no NaN: null comes back. */
const f = (value: number | null) => (Number.isFinite(value) ? value!.toFixed(3) : '–');

function row({ skill, kind, seed, steps, ...score }: GridRun, start: GridRun | undefined): string {
  const whole = kind === 'trained' || kind === 'control';
  const name = whole ? `${kind}, ${steps} steps, seed ${seed}` : kind === 'before' ? 'start' : 'start, temperature 0.3';
  const gain =
    start && kind !== 'before' ? `${score.reward >= start.reward ? '+' : ''}${f(score.reward - start.reward)}` : '';
  const numbers = [
    f(score.reward),
    gain,
    f(score.pass1),
    f(score.pass16),
    f(score.greedy),
    f(score.greedyReward),
    f(score.guesses),
    f(score.looks),
  ];
  return `| ${skill} | ${name} | ${numbers.join(' | ')} |`;
}

/** The runs as a Markdown table, by skill, and a sentence each about what was hoped for. */
export function gridTable(runs: readonly GridRun[]): string {
  const skills = [...new Set(runs.map(({ skill }) => skill))];
  const lines = skills.flatMap((skill) => {
    const own = runs.filter((run) => run.skill === skill);
    return own.map((run) =>
      row(
        run,
        own.find(({ kind }) => kind === 'before'),
      ),
    );
  });
  const sentences = skills.flatMap((skill) => {
    const own = runs.filter((run) => run.skill === skill);
    const start = own.find(({ kind }) => kind === 'before');
    const trained = own.filter(({ kind }) => kind === 'trained');
    if (!start || trained.length === 0) return [];
    const count = (holds: (run: GridRun) => boolean) => `${trained.filter(holds).length} of ${trained.length}`;
    const half = (start.pass16 - start.pass1) / 2;
    return [
      `${skill}: reward +0.20 or more: ${count(({ reward }) => reward - start.reward >= 0.2)} seeds; ` +
        `pass@1 up by half the way to pass@16 (${f(half)}): ${count(({ pass1 }) => pass1 - start.pass1 >= half)}; ` +
        `greedy up by 0.05: ${count(({ greedy }) => greedy - start.greedy >= 0.05)}.`,
    ];
  });
  const head = [
    'skill',
    'policy',
    'reward',
    'gain',
    'pass@1',
    'pass@16',
    'greedy',
    'greedy reward',
    'guesses',
    'looks pass',
  ];
  const rule = head.map((_, i) => (i < 2 ? '---' : '---:'));
  return [[head, rule].map((cells) => `| ${cells.join(' | ')} |`), lines, '', sentences].flat().join('\n');
}
