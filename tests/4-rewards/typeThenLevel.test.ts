// What: the kind of damage and its level, alone or behind their keys.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const block = (...answers: string[]) => answers.map((answer) => `<think>t</think>\n<answer>\n${answer}\n</answer>`);
const truth = { hiddenSlots: { distortion_class: 'blur', severity: 'serious' } };
const pair = (kind: string, level: string) => `{"distortion_class": ${kind}, "severity": ${level}}`;

it('pays the level only with the kind, both behind their keys in this order', async () => {
  const texts = [
    ...block(
      pair('"blur"', '"serious"'),
      pair('"blur"', '"slight"'),
      pair('"noise"', '"serious"'),
      pair('" blur "', '"serious "'),
      '{"severity": "serious", "distortion_class": "blur"}',
      pair('null', 'null'),
      pair('"Blur"', '"serious"'),
      '"distortion_class"\n:\n"blur", {\n} "severity": 3, "severity": "serious"',
      '{"distortion_class": "blur"}',
      '{"distortion_class": "", "severity": "serious"}',
    ),
    pair('"blur"', '"serious"'),
  ];
  const knobs = { keyed: 1 };
  expect(await scores('typeThenLevel', truth, texts, { knobs })).toEqual([1, 0.25, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
  const weights = { keyed: 1, type_weight: 0.5, level_weight: 0.125 };
  expect(await scores('typeThenLevel', truth, texts.slice(0, 3), { knobs: weights })).toEqual([0.625, 0.5, 0]);
});

it('reads words where there are no keys; a truth of one word earns both; numbers are another task', async () => {
  const texts = block('blur serious', 'blur  slight', 'blur', 'noise serious', '');
  expect(await scores('typeThenLevel', { answer: 'blur serious' }, texts)).toEqual([1, 0.25, 0.25, 0, 0]);
  expect(await scores('typeThenLevel', { answer: 'blur' }, texts)).toEqual([1, 1, 1, 0, 0]);
  expect(await scores('typeThenLevel', { answer: '3' }, block('3'))).toEqual([0]);
});

it('agrees with its reference', async () => {
  await checkReward('typeThenLevel');
  await checkReward('typeThenLevel', { keyed: 1 });
});
