// What: logs of other trainers as runs to compare: each form as its trainer writes it, under TRL's names; data and damaged files are left alone.
import { beforeEach, expect, test } from 'vitest';
import { readTrainingLog } from '../../src/9-curves/logFormat.ts';
import { comparedRuns, useRuns } from '../../src/store/curves/runs.ts';
import { taker } from '../../src/store/files/takers/trainingLog.ts';
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
