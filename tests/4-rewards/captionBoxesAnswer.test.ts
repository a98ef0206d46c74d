// What: the form against the authors' own expression in Python (satoriRewards.json: odd white space, lines behind the answer, tags
// in blocks, blocks in pieces), and shader against twin.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const { format } = JSON.parse(readFileSync('tests/4-rewards/satoriRewards.json', 'utf8')) as {
  readonly format: readonly (readonly [text: string, score: number])[];
};
const TEXT = '<caption>a dog</caption>\n<bbox>[[1, 2, 3, 4]]</bbox>\n<answer>dog</answer>';

it('wants three blocks in order; lines behind the last one do no harm', async () => {
  const good = [TEXT, ` \n${TEXT}\n`, `${TEXT} \nmore`, `${TEXT}<answer>b</answer>`, TEXT.replaceAll('\n', '')];
  const bad = [
    '',
    `${TEXT} more`,
    `${TEXT}\rmore`,
    `x${TEXT}`,
    TEXT.replaceAll('caption', 'Caption'),
    TEXT.replace('[[1, 2, 3, 4]]', '[1, 2, 3, 4]'),
    TEXT.replace('</bbox>', '</bbox>, '),
    TEXT.slice(0, -1),
  ];
  const made = await scores('captionBoxesAnswer', {}, [...good, ...bad], { grammar: 'caption_bbox_answer' });
  expect(made).toEqual([...good.map(() => 1), ...bad.map(() => 0)]);
});

it('is what the authors’ expression says', async () => {
  const texts = format.map(([text]) => text);
  const made = await scores('captionBoxesAnswer', {}, texts, { grammar: 'caption_bbox_answer' });
  expect(made.map((score, i) => [texts[i], score])).toEqual(format);
});

it('agrees with its reference', async () => {
  await checkReward('captionBoxesAnswer');
});
