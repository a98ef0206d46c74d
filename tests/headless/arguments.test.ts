// What: the command line of the headless twin: what it accepts, and one sentence for what it does not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makePng } from '../../bench/makePng.ts';
import { ArgumentError, HELP, parseArguments } from '../../src/headless/arguments.ts';
import { writePromptLines } from '../../src/data/promptLines.ts';
import { readPrompts } from '../../src/headless/readPrompts.ts';
import { duration, JsonLines, progressLine } from '../../src/headless/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollscope-arguments-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const picture = file('a.png', makePng(8, [255, 255, 255]));
const usual = ['--image', picture, '--question', 'where?', '--answer', 'dog'];
const parse = (...more: string[]) => parseArguments([...usual, ...more])!;

test('the usual line', async () => {
  const args = parse('--box', '0.1,0.2,0.5,0.6', '--box=0,0,1,1', '--steps', '3', '--seed', '7', '--json', 'out.jsonl');
  expect(args.boxes).toEqual([[0.1, 0.2, 0.5, 0.6], [0, 0, 1, 1]]); // prettier-ignore
  expect([args.steps, args.config.data.seed, args.json]).toEqual([3, 7, 'out.jsonl']);
  const [prompt] = await readPrompts(args);
  expect(prompt).toMatchObject({ question: 'where?', split: 'train', truth: { answer: 'dog' } });
  expect(prompt!.images[0]!.type).toBe('image/png');
});

test('recipe, then --set, then the model', () => {
  const args = parse(
    '--recipe',
    'dapo',
    '--set',
    'epsilon_high=0.3',
    '--set=shuffle_advantages=true',
    '--provider',
    'wasm',
  );
  expect([args.config.recipe, args.config.loss.epsilon_high]).toEqual(['dapo', 0.3]);
  expect([args.config.advantage.shuffle_advantages, args.config.engine.provider]).toEqual([true, 'wasm']);
  expect(parse('--model', folder).modelFolder).toBe(folder);
  expect(parse('--model', 'https://example.org/m/').config.engine.model).toBe('https://example.org/m/');
  const recipe = file('mine.json', JSON.stringify({ name: 'mine', description: 'x', sources: {} }));
  expect(parse('--recipe', recipe).config.recipe).toBe('mine');
});

test('--help wins', () => {
  expect(parseArguments(['--help', '--nonsense'])).toBeNull();
  expect(HELP).toContain('--prompts FILE.jsonl');
});

const refused: readonly [string, string[], RegExp][] = [
  ['unknown option', [...usual, '--imag', 'x'], /'--imag'; did you mean --image/],
  ['stray word', [...usual, 'x.png'], /no option 'x.png'/],
  ['no value', [...usual, '--steps'], /--steps needs a value/],
  ['twice', [...usual, '--steps', '1', '--steps', '2'], /given 2 times/],
  ['no picture', ['--question', 'q', '--answer', 'a'], /no picture/],
  ['no question', ['--image', picture, '--answer', 'a'], /no question/],
  ['nothing to reward', ['--image', picture, '--question', 'q'], /nothing to reward/],
  ['no file', ['--image', 'none.png', '--question', 'q', '--answer', 'a'], /no file 'none.png'/],
  ['box', [...usual, '--box', '1,2,3'], /--box is '1,2,3'/],
  ['steps', [...usual, '--steps', '-1'], /--steps is '-1'/],
  ['set without =', [...usual, '--set', 'epsilon'], /name=value/],
  ['unknown setting', [...usual, '--set', 'learning_rte=1'], /'learning_rte'.*'learning_rate'/],
  ['G = 1', [...usual, '--set', 'num_generations=1'], /at least 2/],
  ['batch', [...usual, '--set', 'generation_batch_size=12'], /does not divide/],
  ['provider', [...usual, '--provider', 'cuda'], /auto, webgpu, wasm/],
  ['recipe', [...usual, '--recipe', 'ppo'], /no recipe 'ppo'; choose from .*grpo/],
  ['model', [...usual, '--model', 'nowhere'], /no model folder 'nowhere'/],
  ['both', [...usual, '--prompts', picture], /--prompts cannot be combined/],
];
test.each(refused)('refuses: %s', (_name, list, sentence) => {
  expect(() => parseArguments(list)).toThrow(ArgumentError);
  expect(() => parseArguments(list)).toThrow(sentence);
});

describe('prompts from a file', () => {
  const prompts = (...lines: string[]) =>
    readPrompts(parseArguments(['--prompts', file('p.jsonl', lines.join('\n'))])!);
  const line = (over: object = {}) => JSON.stringify({ images: ['a.png'], question: 'q', answer: 'x', ...over });

  test('one a line, paths relative to the file, defaults', async () => {
    const made = await prompts(
      line(),
      '',
      line({ id: 'mine', split: 'heldOut', boxes: [[0, 0, 1, 1]], facts: ['red'] }),
      line(),
    );
    expect(made.map(({ id, split }) => [id, split])).toEqual([
      ['prompt-1', 'train'],
      ['mine', 'heldOut'],
      ['prompt-4', 'train'],
    ]);
    expect(made[1]!.truth).toEqual({ answer: 'x', boxes: [[0, 0, 1, 1]], facts: ['red'] });
  });

  test('reads what the page saves, every field of it', async () => {
    const truth = { answer: 'x', boxes: [[0, 0, 1, 1] as const], facts: ['red'], expertText: 'e' };
    const more = { points: [[0.5, 0.5] as const], order: [1, 0], captions: ['a dog'] };
    const saved = {
      id: 'p',
      images: ['a.png'],
      question: 'q',
      labels: ['dog'],
      split: 'heldOut' as const,
      ...truth,
      ...more,
    };
    const [prompt] = await prompts(writePromptLines([saved]).trim());
    expect(prompt).toMatchObject({ id: 'p', question: 'q', split: 'heldOut' });
    expect(prompt!.truth).toEqual({ ...truth, ...more, labels: ['dog'] });
  });

  test.each([
    ['not JSON', '{', /line 1 is not JSON/],
    ['wrong form', line({ captions: 'a dog' }), /p.jsonl, line 1: captions must be a list of strings/],
    ['no question', '{"images":["a.png"]}', /no question/],
    ['boxes', line({ boxes: [1] }), /boxes must be/],
    ['missing picture', line({ images: ['none.png'] }), /none.png is listed but missing/],
    ['empty', '', /has no prompts/],
  ])('where nothing else is left, refuses: %s', async (_name, text, sentence) => {
    await expect(prompts(text)).rejects.toThrow(ArgumentError);
    await expect(prompts(text)).rejects.toThrow(sentence);
  });
});

test('the progress line tells reward, entropy, seconds and what is left', () => {
  const metrics = { reward: 0.5, reward_std: 0.1, 'rewards/boxIou/mean': 0.25, entropy: 1.5, step_time: 2 };
  expect(progressLine({ step: 3, metrics }, 10, 3, 6)).toBe(
    'step 3 (3/10)  reward 0.500 ± 0.100  boxIou 0.250  entropy 1.500  2.00 s  14 s left',
  );
  expect([duration(89), duration(600), duration(7300)]).toEqual(['89 s', '10 min', '2 h 2 min']);
});

test('--json into a folder that is not there is refused before anything runs', () => {
  expect(() => new JsonLines(join(folder, 'none', 'out.jsonl'))).toThrow(ArgumentError);
});
