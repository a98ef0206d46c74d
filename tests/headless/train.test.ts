// What: `npm run train` as a user types it: two steps on a generated picture with the built page, and what bad input says.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { makePng, pngHeaderOnly } from '../../bench/makePng.ts';
import { ROOT } from '../../src/headless/project.mjs';

vi.setConfig({ testTimeout: 240_000 });
const MODEL = join(ROOT, 'public', 'models', 'shapes');
const folder = mkdtempSync(join(tmpdir(), 'rollscope-train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const box = [0.25, 0.25, 0.75, 0.75] as const;
const picture = file('square.png', makePng(64, [255, 255, 255], [{ box, colour: [220, 40, 40] }]));
const SMALL = '--set num_generations=2 --set generation_batch_size=2 --set max_completion_length=24'.split(' ');

function train(...args: string[]) {
  const command = ['--import', 'tsx', join('src', 'headless', 'train.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 220_000,
  });
  return { status, stdout, stderr };
}

const ask = (image: string, question = 'where is the red square?', boxText = box.join(',')) => [
  '--image',
  image,
  '--box',
  boxText,
  '--question',
  question,
  '--answer',
  'red',
  '--provider',
  'wasm',
];

const sentences = (stderr: string) =>
  stderr
    .trim()
    .split('\n')
    .filter((line) => line !== '' && line !== 'Building the page …');

describe('a run', () => {
  test('two steps: a progress line each, JSON lines with TRL names, before and after', () => {
    const json = join(folder, 'run.jsonl');
    const { status, stdout, stderr } = train(...ask(picture), '--steps', '2', '--json', json, ...SMALL);
    expect(sentences(stderr)).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/step 1 \(1\/2\) {2}reward .* entropy .* s {2}.* left/);
    const lines = readFileSync(json, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(3);
    for (const name of [
      'reward',
      'reward_std',
      'frac_reward_zero_std',
      'rewards/boxIou/mean',
      'entropy',
      'loss',
      'grad_norm',
      'learning_rate',
      'num_tokens',
      'step_time',
      'completions/mean_length',
      'completions/clipped_ratio',
      'clip_ratio/low_mean',
      'sampling/sampling_logp_difference/mean',
    ]) {
      expect(Number.isFinite(lines[0]![name]), name).toBe(true);
    }
    const last = lines[2] as { before: Record<string, unknown>; after: Record<string, unknown> };
    for (const answers of [last.before, last.after]) {
      const answer = answers['prompt-1'] as { completion: string; rewards: Record<string, number> };
      expect(typeof answer.completion).toBe('string');
      expect(Object.keys(answer.rewards)).toEqual(['boxIou', 'format', 'answerFolded']);
    }
  });

  test('the shuffled control is accepted, the last line of standard output is the JSON', () => {
    const { status, stdout } = train(...ask(picture), '--steps', '1', ...SMALL, '--set', 'shuffle_advantages=true');
    expect(status).toBe(0);
    const last = JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
    expect(Object.keys(last)).toEqual(['before', 'after']);
  });
});

describe('bad input: one sentence, and an exit code', () => {
  test('not an image', () => {
    const { status, stderr } = train(...ask(file('text.png', 'this is a text')), '--steps', '1');
    expect(sentences(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/Prompt 'prompt-1': .*(picture|image)/);
    expect(status).toBe(2);
  });

  test('every bad prompt has its own sentence, and the others are kept', () => {
    file('huge.png', pngHeaderOnly(10_000, 10_000));
    const line = (id: string, over: object) =>
      JSON.stringify({ id, images: ['square.png'], question: 'where?', answer: 'red', ...over });
    const lines = [
      line('huge', { images: ['huge.png'] }),
      line('flat', { boxes: [[0.2, 0.2, 0.2, 0.5]] }),
      line('outside', { boxes: [[0.2, 0.2, 1.2, 0.5]] }),
      line('silent', { question: ' ' }),
      line('blind', { images: [], boxes: [[0, 0, 1, 1]] }),
      line('good', { split: 'heldOut' }),
    ];
    const { status, stderr, stdout } = train(
      '--prompts',
      file('prompts.jsonl', lines.join('\n')),
      '--steps',
      '0',
      ...SMALL,
    );
    // What is wrong in the file is told by its line, before the engine tells by the id what it cannot use.
    const [flat, outside, huge, silent, blind, ...more] = sentences(stderr);
    expect(flat).toMatch(/^prompts.jsonl, line 2: .*no area/);
    expect(outside).toMatch(/^prompts.jsonl, line 3: .*beyond the picture/);
    expect(huge).toMatch(/^Prompt 'huge': /);
    expect(silent).toMatch(/'silent'.*empty question/);
    expect(blind).toMatch(/'blind'.*no picture/);
    expect(more).toEqual([]);
    expect(status).toBe(0);
    const last = JSON.parse(stdout.trim().split('\n').at(-1)!) as { after: object };
    expect(Object.keys(last.after)).toEqual(['good']);
  });

  test.each([
    ['G = 1', 'num_generations=1', /at least 2/],
    ['unknown setting', 'learning_rte=1', /did you mean 'learning_rate'/],
  ])('%s', (_name, setting, sentence) => {
    const { status, stderr } = train(...ask(picture), '--set', setting);
    expect(sentences(stderr)).toHaveLength(1);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(2);
  });

  test('a truncated model file', () => {
    const model = join(folder, 'model');
    cpSync(MODEL, model, { recursive: true });
    const decoder = ['_q4', '', '_fp16']
      .map((s) => join(model, 'onnx', `decoder_model_merged${s}.onnx`))
      .find(existsSync)!;
    truncateSync(decoder, 1000);
    const { status, stderr } = train(...ask(picture), '--steps', '1', '--model', model, ...SMALL);
    expect(stderr).toMatch(/decoder_model_merged/);
    expect(status).toBe(1);
  });
});
