// What: logs of other trainers as runs to compare: each form as its trainer writes it, under TRL's names; data and damaged files are left alone.
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { readTrainingLog } from '../../src/9-curves/logFormat.ts';
import { comparedRuns, useRuns } from '../../src/store/curves/runs.ts';
import { taker } from '../../src/store/files/takers/trainingLog.ts';
import { MAX_HISTORY } from '../../src/store/records/history.ts';
import { readComparedRuns } from '../../src/store/records/comparedRun.ts';

const lines = (...rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const STATE = JSON.stringify(
  {
    global_step: 2,
    log_history: [
      { epoch: 0.5, step: 1, loss: 0.1, reward: 0.25, 'rewards/boxIou/mean': 0.5, kl: NaN },
      { epoch: 1, step: 2, loss: 0.2, reward: 0.5 },
      { epoch: 1, step: 2, eval_reward: 0.75 },
    ],
  },
  null,
  2,
);

test.each([
  ['TRL', STATE, [{ step: 1, metrics: { loss: 0.1, reward: 0.25, 'rewards/boxIou/mean': 0.5 } }, { step: 2, metrics: { loss: 0.2, reward: 0.5, eval_reward: 0.75 } }]], // prettier-ignore
  ['verl', lines({ step: 2, data: { 'critic/score/mean': 0.5, 'actor/lr': 1e-6 } }, { step: 1, data: { 'critic/score/mean': 0.25, 'timing_s/gen': 3 } }), [{ step: 1, metrics: { reward: 0.25, 'timing_s/gen': 3 } }, { step: 2, metrics: { reward: 0.5, learning_rate: 1e-6 } }]], // prettier-ignore
  ['EasyR1', lines({ step: 1, actor: { pg_loss: 0.1, grad_norm: 2 }, reward: { overall: 0.5, boxIou: 0.25 }, response_length: { mean: 7 } }), [{ step: 1, metrics: { loss: 0.1, grad_norm: 2, reward: 0.5, 'rewards/boxIou/mean': 0.25, 'completions/mean_length': 7 } }]], // prettier-ignore
  ['ms-swift', lines({ reward: 0.5, 'memory(GiB)': 3, 'global_step/max_steps': '5/20', percentage: '25%' }), [{ step: 5, metrics: { reward: 0.5, 'memory(GiB)': 3 } }]], // prettier-ignore
])('%s', (title, text, points) => {
  expect(readTrainingLog(text)).toEqual({ title, points });
  // The trainer was stopped while it wrote.
  if (title !== 'TRL') expect(readTrainingLog(`${text}{"step": 9, "da`)).toEqual({ title, points });
});

test('TRL as it writes it, and with Python’s NaN: a number that is not there is left out', () => {
  const log = readTrainingLog(readFileSync('tests/cases/rollouts/trl/trainer_state.json', 'utf8'))!;
  expect([log.title, log.points.map(({ step }) => step)]).toEqual(['TRL', [1, 2]]);
  expect(log.points[1]!.metrics).toMatchObject({ loss: 0.0735207200050354, reward: 0.546875, 'completions/min_length': 5, learning_rate: 0.005 }); // prettier-ignore
  const row =
    '{"log_history": [{"epoch": 1.0, "step": 3, "grad_norm": NaN, "loss": -Infinity, "kl": 1e999, "reward": 0.5, "note": "NaN"}]}';
  expect(readTrainingLog(row)).toEqual({ title: 'TRL', points: [{ step: 3, metrics: { reward: 0.5 } }] });
});

// Hand-written from verl 0.9.1 (metric_utils.py, dp_actor.py, core_algos.py) and EasyR1 b44b311 (metrics.py, core_algos.py).
test('every name that verl and EasyR1 have for what TRL logs; the others stay as they are', () => {
  const shared = {
    ...{ 'critic/score/mean': 1, 'critic/rewards/mean': 2, 'critic/advantages/mean': 3 },
    ...{
      'response_length/mean': 4,
      'response_length/min': 5,
      'response_length/max': 6,
      'response_length/clip_ratio': 7,
    },
    ...{ 'timing_s/step': 8, 'timing_s/gen': 9, 'actor/pg_loss': 10, 'actor/kl_loss': 11, 'actor/kl_coef': 12 },
    ...{ 'actor/grad_norm': 13, 'actor/lr': 14, 'actor/pg_clipfrac_lower': 15, 'prompt_length/mean': 16 },
  };
  const known = {
    ...{ reward: 1, 'critic/rewards/mean': 2, 'critic/advantages/mean': 3, 'completions/mean_length': 4 },
    ...{ 'completions/min_length': 5, 'completions/max_length': 6, 'completions/clipped_ratio': 7, step_time: 8 },
    ...{ 'timing_s/gen': 9, loss: 10, kl: 11, 'actor/kl_coef': 12, grad_norm: 13, learning_rate: 14 },
    ...{ 'actor/pg_clipfrac_lower': 15, 'prompt_length/mean': 16 },
  };
  const verl = { ...shared, 'actor/entropy': 17, 'actor/pg_clipfrac': 18, 'actor/ppo_kl': -19 };
  expect(readTrainingLog(lines({ step: 0, data: verl }))).toEqual({ title: 'verl', points: [{ step: 0, metrics: { ...known, entropy: 17, 'clip_ratio/region_mean': 18, 'actor/ppo_kl': -19 } }] }); // prettier-ignore
  const easy: Record<string, Record<string, number>> = {};
  for (const [name, value] of Object.entries({
    ...shared,
    'actor/entropy_loss': 20,
    'actor/pg_clipfrac_higher': 21,
    'reward/format': 22,
  })) {
    const [part, ...rest] = name.split('/');
    (easy[part!] ??= {})[rest.join('/')] = value;
  }
  expect(readTrainingLog(lines({ step: 4, ...easy }))).toEqual({ title: 'EasyR1', points: [{ step: 4, metrics: { ...known, entropy: 20, 'clip_ratio/region_mean': 21, 'rewards/format/mean': 22 } }] }); // prettier-ignore
});

test.each([
  lines({ images: ['a.png'], question: 'what?', step: 1 }),
  lines({ step: 1, data: { 'critic/score/mean': 1 } }, { question: 'what?' }),
  lines({ step: 3, prompt: 'what?', extra_info: { index: 1 } }),
  lines({ step: -1, data: { 'critic/score/mean': 1 } }),
  lines({ step: 1.5, epoch: 1, loss: 0 }),
  lines({ step: 1, data: { text: 'no number' } }),
  '{"log_history": []}',
  'no JSON',
  '',
])('no log: %s', (text) => expect(readTrainingLog(text)).toBeNull());

beforeEach(() => useRuns.setState({ runs: [] }));

test('a dropped log stands beside the present run, is marked as foreign, and stays so in a run file; other files are left', async () => {
  const file = (path: string, text: string) => ({ path, file: new File([text], path.split('/').at(-1)!) });
  const log = file('out/checkpoint-2/trainer_state.json', STATE);
  const data = file('data.jsonl', lines({ images: ['a.png'], question: 'what?' }));
  const picture = file('a.png', STATE);
  expect(await taker.claim([log, data, picture])).toEqual([log]);
  await taker.take([log]);
  await taker.take([log]);
  const runs = comparedRuns();
  expect(runs.map(({ name, foreign, points }) => [name, foreign, points.length])).toEqual([['TRL: trainer_state.json', true, 2]]); // prettier-ignore
  expect(readComparedRuns(JSON.parse(JSON.stringify(runs)), 6)).toEqual(runs);
});

test('a log of more steps than a history holds is thinned evenly, from its first step on', async () => {
  const rows = Array.from({ length: 2 * MAX_HISTORY + 1 }, (_, i) => ({
    step: i + 1,
    data: { 'critic/score/mean': i },
  }));
  await taker.take([{ path: 'long.jsonl', file: new File([lines(...rows)], 'long.jsonl') }]);
  const { points } = comparedRuns()[0]!;
  expect(points.length).toBeLessThanOrEqual(MAX_HISTORY);
  expect(points.slice(0, 3).map(({ step, metrics }) => [step, metrics['reward']])).toEqual([[1, 0], [4, 3], [7, 6]]); // prettier-ignore
});
