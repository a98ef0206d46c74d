// What: other trainers' logs of answers. TRL's samples were written by TRL 1.16 itself, and its own scalars of the same steps are the oracle for
// what is computed from the answers; the samples of the others follow their writing code (tests/cases/rollouts/README.md).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textOf } from '../../src/9-curves/loggedCells.ts';
import { readTrainingLog } from '../../src/9-curves/logFormat.ts';
import { rolloutPoints } from '../../src/9-curves/rolloutMetrics.ts';
import { logRecording } from '../../src/store/recorded/logRecording.ts';
import { formatOf, MOST_BYTES, readRollouts } from '../../src/store/recorded/rolloutFiles.ts';
import { spreadsOfSteps } from '../../src/store/recorded/logSpreads.ts';
import { tokenTexts } from '../../src/store/recorded/tokenTexts.ts';
import type { PathFile } from '../../src/store/files/fileTaker.ts';

const CASES = 'tests/cases/rollouts';
const made = (path: string, text: string | Uint8Array<ArrayBuffer>): PathFile => ({ path, file: new File([text], path.split('/').at(-1)!) }); // prettier-ignore
const given = (path: string): PathFile => made(path, new Uint8Array(readFileSync(`${CASES}/${path}`)));
const TRL = ['trl/completions_00001.parquet', 'trl/completions_00002.parquet'].map(given);
const PRIME = [0, 1].flatMap((step) => [0, 1].map((rank) => given(`prime-rl/token_exports/step_${step}/rank_${rank}.jsonl`))); // prettier-ignore
const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const verlRow = { input: 'what?', output: 'a', gts: 'a', score: 1, step: 1 };

test('TRL: the curves that its table gives are those that TRL logged of the same steps', async () => {
  const state = readFileSync(`${CASES}/trl/trainer_state.json`, 'utf8');
  const logged = readTrainingLog(state)!.points;
  const log = await readRollouts(TRL);
  const points = rolloutPoints(log.answers);
  expect(points.map(({ step }) => step)).toEqual([1, 2]);
  const names = ['reward', 'reward_std', 'frac_reward_zero_std', ...['correct', 'brevity', 'numbers_only'].flatMap((name) => [`rewards/${name}/mean`, `rewards/${name}/std`])]; // prettier-ignore
  for (const [i, { metrics }] of points.entries()) {
    expect(Object.keys(metrics).sort()).toEqual([...names, 'completions/mean_characters'].sort());
    for (const name of names) expect(metrics[name], name).toBeCloseTo(logged[i]!.metrics[name]!, 5);
  }
});

test('TRL: groups by prompt and step; a column of log_extra is no reward; a reward that gave None is absent, not 0', async () => {
  const { title, answers, files, leftAside } = await readRollouts(TRL);
  expect([title, answers.length, files, leftAside]).toEqual(['TRL', 16, 2, 0]);
  const { steps, prompts } = logRecording(await readRollouts(TRL));
  expect(steps.map(({ point, groups }) => [point.step, groups.map(({ rollouts }) => rollouts.length)])).toEqual([[1, [4, 4]], [2, [4, 4]]]); // prettier-ignore
  expect(prompts.map(({ question }) => question.trim())).toEqual(['how many blue cubes are there', 'what colour is the ball', 'how many red cubes are there', 'where is the dog']); // prettier-ignore
  const [first, second] = steps[0]!.groups.map(({ rollouts }) => rollouts[2]!);
  expect(first).toMatchObject({ rewards: { correct: 0, brevity: 0.25, numbers_only: 0.5 }, reward: 0.75, spans: { words: '6' }, tokens: [], foreign: true }); // prettier-ignore
  expect(first!.advantage).toBeCloseTo(-0.290621, 5);
  expect(second!.rewards).toEqual({ correct: 1, brevity: 0, numbers_only: NaN });
  expect(spreadsOfSteps(steps).map(({ step, counts }) => [step, counts.reduce((sum, count) => sum + count, 0)])).toEqual([[1, 8], [2, 8]]); // prettier-ignore
});

test('TRL: its own scalars and a conversational table come along; what is no part of the log is counted', async () => {
  const log = await readRollouts([...TRL, given('trl/trainer_state.json'), made('out/optimizer.pt', 'x'), made('.DS_Store', 'x')]); // prettier-ignore
  expect(log.leftAside).toBe(1);
  const { steps } = logRecording(log);
  expect(steps[0]!.point.metrics).toMatchObject({ 'completions/mean_length': 8, entropy: expect.closeTo(3.289, 3) as number }); // prettier-ignore
  expect(steps[0]!.point.metrics).not.toHaveProperty('completions/mean_characters');
  const chat = await readRollouts([given('trl-chat/completions_00001.parquet')]);
  expect(chat.answers[0]).toMatchObject({
    prompt: ' how many blue cubes are there',
    text: ' left it cubes three one is colour it',
  });
});

test('verl: rows of a prompt need not stay together; score is the reward, its parts are columns, advantages are not there', async () => {
  const log = await readRollouts([given('verl/2.jsonl'), given('verl/1.jsonl')]);
  const { steps } = logRecording(log);
  expect(steps.map(({ point }) => point)).toEqual([
    { step: 1, metrics: expect.objectContaining({ reward: 3 / 8, 'rewards/acc/mean': 0.25, 'rewards/format/mean': 0.25, frac_reward_zero_std: 0.5 }) as object }, // prettier-ignore
    { step: 2, metrics: expect.objectContaining({ reward: 7 / 8, 'rewards/acc/mean': 5 / 8, frac_reward_zero_std: 0 }) as object }, // prettier-ignore
  ]);
  const rollout = steps[0]!.groups[0]!.rollouts[2]!;
  expect(rollout).toMatchObject({ reward: 0, advantage: NaN, rewards: { acc: 0, format: 0 }, spans: { gts: '2', pred: '3' } }); // prettier-ignore
  expect(spreadsOfSteps(steps)).toEqual([]);
  const twoPictures = await readRollouts([made('1.jsonl', lines(verlRow, { ...verlRow, gts: 'b' }))]);
  expect(logRecording(twoPictures).steps[0]!.groups.length).toBe(2);
  const wide = await readRollouts([made('1.jsonl', lines({ ...verlRow, output: 'a🦉b' }))]);
  expect(logRecording(wide).steps[0]!.point.metrics['completions/mean_characters']).toBe(3);
  const twoDraws = await readRollouts([made('1.jsonl', lines({ ...verlRow, uid: 'p' }, { ...verlRow, uid: 'q' }, { ...verlRow, uid: 'p' }))]); // prettier-ignore
  expect(logRecording(twoDraws).steps[0]!.groups.map(({ rollouts }) => rollouts.length)).toEqual([2, 1]);
});

test('ms-swift: a list per column, NaN where a reward had nothing to say; a row per answer with gen_step', async () => {
  const { steps } = logRecording(await readRollouts([given('ms-swift/completions.jsonl')]));
  expect(steps.map(({ point, groups }) => [point.step, groups.length, point.metrics['reward']])).toEqual([[5, 2, 0.5], [10, 2, 1]]); // prettier-ignore
  const [cubes, dog] = steps[1]!.groups.map(({ rollouts }) => rollouts[0]!);
  expect(cubes).toMatchObject({ rewards: { accuracy: 1, format: 1 }, reward: 2, spans: { solution: '2' } });
  expect(dog).toMatchObject({ rewards: { accuracy: 1, format: NaN }, reward: 1 });
  expect(dog!.advantage).toBeCloseTo(0.5 / (Math.sqrt(1 / 3) + 1e-4), 6);
  const ray = logRecording(await readRollouts([given('ms-swift/ray-completions.jsonl')]));
  expect(ray.steps).toHaveLength(1);
  expect(ray.steps[0]!.point).toMatchObject({ step: 3, metrics: { reward: 0.5 } });
  expect(ray.steps[0]!.groups[0]!.rollouts[0]).toMatchObject({ rewards: {}, reward: 2, advantage: NaN });
});

test('prime-rl: numbers of every token behind the prompt; ids until a tokenizer comes along; rewards are not there', async () => {
  const bare = logRecording(await readRollouts(PRIME));
  expect(bare.steps.map(({ point, groups }) => [point.step, groups.map(({ rollouts }) => rollouts.length)])).toEqual([[0, [2, 2]], [1, [2, 2]]]); // prettier-ignore
  const [rollout] = bare.steps[0]!.groups[1]!.rollouts;
  expect(rollout).toMatchObject({ text: '⟨10⟩⟨3⟩⟨11⟩⟨2⟩⟨11⟩⟨0⟩', reward: NaN, advantage: 0.5, rewards: {}, spans: { environment: 'cubes' } }); // prettier-ignore
  const raw = JSON.parse(readFileSync(`${CASES}/prime-rl/token_exports/step_0/rank_1.jsonl`, 'utf8').split('\n')[0]!) as Record<string, number[]>; // prettier-ignore
  expect(rollout!.tokens.map(({ logProb }) => logProb)).toEqual(raw['inference_logprobs']!.slice(5));
  expect(rollout!.tokens.map(({ entropy }) => entropy)).toEqual(raw['entropy']!.slice(5));
  expect([...rollout!.signals!['weight']!]).toEqual([1, 1, 0, 0, 1, 1]);
  expect([...rollout!.signals!['trainer/logProb']!]).toEqual(raw['trainer_logprobs']!.slice(5).map(Math.fround));
  const { metrics } = bare.steps[0]!.point;
  expect(Object.keys(metrics).some((name) => name.startsWith('reward') || name === 'frac_reward_zero_std')).toBe(false);
  expect([metrics['completions/mean_length'], metrics['completions/min_length'], metrics['completions/max_length']]).toEqual([15 / 4, 2, 6]); // prettier-ignore
  expect(metrics['sampling/sampling_logp_difference/max']).toBeCloseTo(0.02, 6);
  expect(metrics['entropy']).toBeCloseTo(0.76033, 5);
  // 10 of 15 tokens are 0.02 off, half of them below.
  expect(metrics['sampling/sampling_logp_difference/mean']).toBeCloseTo((10 * 0.02) / 15, 6);
  const named = logRecording(await readRollouts([...PRIME, { ...given('prime-rl-tokenizer.json'), path: 'tokenizer.json' }])); // prettier-ignore
  expect(named.prompts[0]!.question).toBe('<user> where is the dog<assistant>');
  expect(named.steps[0]!.groups[0]!.rollouts[0]!.tokens.map(({ text }) => text)).toEqual([' the', ' dog', ' is', ' left', '<eos>']); // prettier-ignore
});

const trlRow = (advantage: number, rewards: object) => ({ step: '1', prompt: 'what?', completion: 'a', advantages: advantage, ...rewards }); // prettier-ignore
const swift = (...rows: readonly Record<string, unknown>[]) =>
  made('completions.jsonl', lines(Object.fromEntries(Object.keys(rows[0]!).map((name) => [name, rows.map((row) => row[name])])))); // prettier-ignore

test('the sum of the columns is the reward only where it gives the advantages that were logged: not with weights', async () => {
  const rewards = [{ a: 1, b: 0 }, { a: 0, b: 1 }, { a: 0, b: 0 }]; // prettier-ignore
  const read = async (advantages: readonly number[]) => (await readRollouts([swift(...rewards.map((own, i) => trlRow(advantages[i]!, own)))])).answers.map(({ reward }) => reward); // prettier-ignore
  const [std, third] = [Math.sqrt(1 / 3) + 1e-4, 1 / 3];
  expect(await read([third / std, third / std, (-2 * third) / std])).toEqual([1, 1, 0]);
  expect(await read([third, third, -2 * third])).toEqual([1, 1, 0]);
  // Weighted 2 : 1, and with a std of n.
  const weighted = [1, 0, -1].map((value) => value / (1 + 1e-4));
  expect(await read(weighted)).toEqual([NaN, NaN, NaN]);
  expect(await read([third / (Math.sqrt(2 / 9) + 1e-4), third / (Math.sqrt(2 / 9) + 1e-4), (-2 * third) / (Math.sqrt(2 / 9) + 1e-4)])).toEqual([NaN, NaN, NaN]); // prettier-ignore
});

const answersOf = async (rows: readonly Record<string, unknown>[], ...others: readonly PathFile[]) => (await readRollouts([swift(...rows), ...others])).answers.map(({ reward, rewards, further }) => ({ reward, rewards, further })); // prettier-ignore

test('a reward that is the same for all counts; with the std of the step; what the trainer names a reward decides', async () => {
  const saturated = [1, 0].map((a) => trlRow((a - 0.5) / (Math.SQRT1_2 + 1e-4), { a, form: 1 }));
  expect((await answersOf(saturated)).map(({ reward }) => reward)).toEqual([2, 1]);
  const told = made('logging.jsonl', lines({ 'rewards/a/mean': 0.5, 'global_step/max_steps': '1/2' }));
  expect(await answersOf(saturated, told)).toEqual([1, 0].map((a) => ({ reward: a, rewards: { a }, further: { form: '1' } }))); // prettier-ignore
  // The trainer's own number has the last word.
  const logged = made('logging.jsonl', lines({ reward: 0.9, 'global_step/max_steps': '1/2' }));
  expect(logRecording(await readRollouts([swift(...saturated), logged])).steps[0]!.point.metrics['reward']).toBe(0.9);
  const later = made('later/logging.jsonl', lines({ reward: 0.8, 'global_step/max_steps': '1/2' }));
  const other = made('verl.jsonl', lines({ step: 1, data: { 'critic/score/mean': 0.7 } }));
  const log = await readRollouts([swift(...saturated), logged, later, other]);
  expect([log.scalars, log.leftAside]).toEqual([[{ step: 1, metrics: { reward: 0.8 } }], 1]);
  // Rewards 0 and 4, 2 and 2: the variance (n − 1) of the four is 8 / 3.
  const batch = [[-2, 0, 'x'], [2, 4, 'x'], [0, 2, 'y'], [0, 2, 'y']] as const; // prettier-ignore
  const rows = batch.map(([a, r, prompt]) => ({
    ...trlRow(a / (Math.sqrt(8 / 3) + 1e-4), { r: r / 2, s: r / 2 }),
    prompt,
  }));
  expect((await answersOf(rows)).map(({ reward }) => reward)).toEqual([0, 4, 2, 2]);
});

test('ms-swift: what is no reward stays text; a column of another length is left out; step goes before gen_step', async () => {
  const rows = [1, 0].map((a) =>
    trlRow((a - 0.5) / (Math.SQRT1_2 + 1e-4), { a, num_turns: 2, solution: 7, gen_step: 9 }),
  );
  expect((await answersOf(rows))[0]).toEqual({
    reward: 1,
    rewards: { a: 1 },
    further: { num_turns: '2', solution: '7' },
  });
  expect((await readRollouts([swift(...rows)])).answers[0]!.step).toBe(1);
  const table = { step: ['1', '1'], prompt: ['p', 'p'], completion: ['a', 'b'], a: [1, 0], entropy: [0.5] };
  const { answers } = await readRollouts([made('completions.jsonl', lines(table))]);
  expect(answers.map(({ further }) => further)).toEqual([{}, {}]);
  await expect(readRollouts([made('completions.jsonl', lines({ ...table, prompt: ['p'] }))])).rejects.toThrow('completions.jsonl, line 1: “prompt” has 1 entries, but there are 2 answers.'); // prettier-ignore
});

test('prime-rl: the advantage is that of the trained tokens; a picture in a conversation is marked', async () => {
  const row = { schema_version: 1, step: 0, token_ids: [1, 2, 3, 4], loss_mask: [false, true, false, true], advantages: [9, 1, 9, 2], inference_logprobs: [0, -1, null, -1], entropy: [1, 1, 1, 1] }; // prettier-ignore
  const [answer] = (await readRollouts([made('rank_0.jsonl', lines(row))])).answers;
  expect([answer!.advantage, answer!.tokens!.map(({ logProb }) => logProb)]).toEqual([1.5, [-1, NaN, -1]]);
  expect(textOf([{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'what?' }] }])).toBe(
    '⟨image⟩what?',
  );
  expect(textOf([{ role: 'system', content: 'be brief' }, { role: 'user', content: 'what?' }])).toBe('system: be brief\n\nuser: what?'); // prettier-ignore
});

test('texts of tokens: spaces that a decoder drops at the start, characters of several tokens', () => {
  const tokenizer = (vocab: Record<string, number>, type: string) => tokenTexts({ added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, model: { type: 'WordLevel', vocab, unk_token: '▁how' }, decoder: { type, replacement: '▁', prepend_scheme: 'always', split: true, add_prefix_space: true, trim_offsets: true, use_regex: true } }); // prettier-ignore
  expect(tokenizer({ '▁how': 0, '▁are': 1, ly: 2 }, 'Metaspace')([0, 1, 2, 1])).toEqual(['how', ' are', 'ly', ' are']);
  // é is C3 A9
  expect(tokenizer({ '▁how': 0, Ã: 1, '©': 2, Ġa: 3 }, 'ByteLevel')([3, 1, 2, 3])).toEqual([' a', '', 'é', ' a']);
});

test('a bad file gets one sentence that names the place and says what to do', async () => {
  const wrong = (row: object) => readRollouts([made('out/7.jsonl', lines(verlRow, row, verlRow))]);
  await expect(wrong({ ...verlRow, score: 'high' })).rejects.toThrow('7.jsonl, line 2 has no number “score”, so this log cannot be shown. Leave the file out, or let the trainer write it again.'); // prettier-ignore
  await expect(wrong({ input: 'what?', score: 1, step: 1 })).rejects.toThrow('7.jsonl, line 2 has no text “output”');
  await expect(wrong({ ...verlRow, step: -1 })).rejects.toThrow('7.jsonl, line 2 has no step number “step”');
  await expect(wrong([])).rejects.toThrow('7.jsonl, line 2 is not JSON. Delete the line, or leave the file out.');
  await expect(readRollouts([made('1.jsonl', lines(verlRow)), ...TRL])).rejects.toThrow(/^These are logs of (verl and TRL|TRL and verl); they cannot be one run/); // prettier-ignore
  const long = { path: '1.jsonl', file: Object.defineProperty(new File([lines(verlRow, verlRow)], '1.jsonl'), 'size', { value: MOST_BYTES + 1 }) }; // prettier-ignore
  await expect(readRollouts([long])).rejects.toThrow('This log has 201 MB; the page can hold 200 MB. Drop the files of fewer steps.'); // prettier-ignore
  const prime = (change: object) => readRollouts([made('rank_0.jsonl', lines({ schema_version: 1, step: 0, token_ids: [1, 2], loss_mask: [false, true], advantages: [1, 1], inference_logprobs: [-1, -1], entropy: [1, 1], ...change }))]); // prettier-ignore
  await expect(prime({ schema_version: 2 })).rejects.toThrow('version 2 of prime-rl’s token export; this page reads version 1.'); // prettier-ignore
  await expect(prime({ entropy: [1] })).rejects.toThrow('rank_0.jsonl, line 1: “entropy” has 1 entries, but there are 2 answers.'); // prettier-ignore
  await expect(prime({ loss_mask: [false, false] })).rejects.toThrow('rank_0.jsonl has no answers in it. Leave the file out.'); // prettier-ignore
  await expect(readRollouts([...PRIME, made('tokenizer.json', '{}')])).rejects.toThrow('tokenizer.json cannot be used to write out the tokens'); // prettier-ignore
  expect((await readRollouts([made('7.jsonl', `${lines(verlRow, verlRow)}\n{"input": "wh`)])).answers).toHaveLength(2);
});

test('what is no log of answers is left to others', async () => {
  const found = await Promise.all(
    [
      made('data.jsonl', lines({ prompt: 'what?', completion: 'a' })),
      made('data.jsonl', lines({ prompt: 'what?', completion: 'a', step: 1 })),
      made('log.jsonl', lines({ step: 1, data: { 'critic/score/mean': 1 } })),
      made('1.json', lines(verlRow)),
      made('cut.parquet', 'PAR1'),
      { path: 'data.parquet', file: new File([new Uint8Array(readFileSync('tests/cases/parquet/verl.parquet'))], 'data.parquet') }, // prettier-ignore
    ].map(formatOf),
  );
  expect(found.map((format) => format?.title ?? null)).toEqual([null, null, null, null, null, null]);
});
