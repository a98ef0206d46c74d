// What: expert texts in the form of answers: what fills each slot, what is left out, and that the parser reads them back.
import { expect, it } from 'vitest';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { parseTexts } from '../4-rewards/completionFixtures.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('data').get('taggedExpert')!;
const own = { ...defaultsOf(block, 'taggedExpert') };
const drawn = (truth: Truth, given = own, config = defaultConfig()) =>
  block.draw!([place('a', { truth })], { config } as never, given)[0]!.truth;
const TRUTH: Truth = {
  answer: 'dog',
  expertText: 'the dog is red. dog',
  boxes: [
    [0.1, 0.204, 0.506, 1],
    [0, 0, 0.5, 0.5],
  ],
};

it('fills the slots, and leaves out a part that nothing fills', () => {
  const tagged = '<think>the dog is red</think><box>10 20 51 100 0 0 50 50</box><answer>dog</answer>';
  expect(drawn(TRUTH)).toEqual({ ...TRUTH, expertText: tagged });
  const without: Truth = { ...TRUTH, boxes: [] };
  expect(drawn(without).expertText).toBe('<think>the dog is red</think><answer>dog</answer>');
  expect(drawn({ ...without, expertText: 'so {boxes} it is' }).expertText).toBe(
    '<think>so {boxes} it is</think><answer>dog</answer>',
  );
});

it('leaves alone what has no expert text or no answer', () => {
  for (const truth of [{ answer: 'dog' }, { expertText: 'a dog' }, {}]) expect(drawn(truth)).toEqual(truth);
});

it('writes what the parser reads back', async () => {
  const parsed = await parseTexts(new ReferenceCompute(), [drawn(TRUTH).expertText!], {
    grammar: grammarByName('think_box_answer'),
  });
  const numbers = (await parsed.numbers.read()) as Float32Array;
  expect(parsed.spanNames).toContain('answer');
  expect([...numbers].filter((value) => Math.abs(value - 0.51) < 1e-6)).toHaveLength(1);
});

it('rejects a form without an answer, and boxes where coordinates are pixels', () => {
  expect(() => setLeaf(setLeaf(defaultConfig(), 'data_rules', 'taggedExpert'), 'taggedExpert.form', 'a')).not.toThrow();
  const around = (scale: number) => ({ leaf: () => scale }) as never;
  expect(block.problem!({ ...own, form: 'a' }, around(100))).toMatch(/no \{answer\}/);
  expect(block.problem!(own, around(0))).toMatch(/coordinate_scale = 100/);
  expect(block.problem!(own, around(100))).toBeNull();
});
