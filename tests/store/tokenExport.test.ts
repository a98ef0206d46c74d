// What: `--tokens`: the columns are those of prime-rl's own export (a sample that follows its writing code), and what was written is read back.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tokenExport } from '../../src/export/tokenExport.ts';
import { TokenFolder } from '../../src/headless/tokenFolder.ts';
import type { HostEvent } from '../../src/headless/hostMessages.ts';
import { readRollouts } from '../../src/store/recorded/rolloutFiles.ts';
import type { GroupView, RolloutView } from '../../src/training/protocol.ts';

const SAMPLE = 'tests/cases/rollouts/prime-rl/token_exports/step_0/rank_0.jsonl';

function rollout(ids: readonly number[], advantage: number, own: Partial<RolloutView> = {}): RolloutView {
  const tokens = ids.map((id, t) => ({ text: `t${id}`, logProb: -0.1 * (t + 1), entropy: 0.2 * (t + 1) }));
  const signals = {
    advantage: Float32Array.from(ids, () => advantage),
    weight: Float32Array.from(ids, (_, t) => t % 2),
  };
  const rest = { boxes: [], answer: null, rewards: {}, reward: 0, truncated: false };
  return { ...rest, text: '', tokens, advantage, ids: Int32Array.from(ids), signals, ...own };
}
const GROUPS: readonly GroupView[] = [
  { promptId: 'a', rollouts: [rollout([5, 6, 7], 0.5), rollout([5, 9], -0.5)] },
  { promptId: 'b', rollouts: [rollout([1], 1), rollout([2, 3], -1, { taught: false })] },
];
const rowsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('the columns are those of the schema, each as long as the tokens, and no number is NaN', () => {
  const [sample] = rowsOf(readFileSync(SAMPLE, 'utf8'));
  const rows = rowsOf(tokenExport(3, GROUPS, 'grpo'));
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    expect(Object.keys(row).sort()).toEqual(Object.keys(sample!).sort());
    const { length } = row['token_ids'] as unknown[];
    for (const [name, value] of Object.entries(row)) if (Array.isArray(value)) expect(value.length, name).toBe(length);
  }
  expect(rows[0]).toMatchObject({ step: 3, env_name: 'grpo/a', rl_weights: [0, 1, 0], loss_mask: [true, true, true] });
  const odd = rollout([1], NaN, { signals: {} });
  const [written] = rowsOf(tokenExport(1, [{ promptId: 'a', rollouts: [odd] }], 'grpo'));
  expect(written).toMatchObject({ advantages: [null], rl_weights: [null] });
});

test('read back as another trainer’s log: groups, advantages, log-probs and entropies', async () => {
  const file = new File([tokenExport(3, GROUPS, 'grpo')], 'rank_0.jsonl');
  const { title, answers } = await readRollouts([{ path: 'token_exports/step_3/rank_0.jsonl', file }]);
  expect(title).toBe('prime-rl');
  expect(answers.map(({ step, advantage }) => [step, advantage])).toEqual([
    [3, 0.5],
    [3, -0.5],
    [3, 1],
  ]);
  expect(new Set(answers.map(({ key }) => key)).size).toBe(2);
  const { tokens } = answers[0]!;
  const numbers = tokens!.map(({ logProb, entropy }) => [logProb, entropy]);
  expect(numbers).toEqual(GROUPS[0]!.rollouts[0]!.tokens.map(({ logProb, entropy }) => [logProb, entropy]));
});

test('a folder a step, marked when it is whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-'));
  try {
    const tokens = new TokenFolder(folder, 'grpo');
    tokens.receive({ type: 'done', id: 1, ok: true } as HostEvent);
    tokens.receive({ type: 'stepDone', point: { step: 7, metrics: {} }, groups: GROUPS } as unknown as HostEvent);
    expect(readdirSync(join(folder, 'token_exports'))).toEqual(['step_7']);
    expect(readdirSync(join(folder, 'token_exports', 'step_7')).sort()).toEqual(['STABLE', 'rank_0.jsonl']);
    const text = readFileSync(join(folder, 'token_exports', 'step_7', 'rank_0.jsonl'), 'utf8');
    expect(text).toBe(tokenExport(7, GROUPS, 'grpo'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
