// What: things listed as JSON: fields, number and word, and how many entries JSON.parse finds in random and in broken JSON.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const answers = (...texts: string[]) => texts.map((text) => `<answer>${text}</answer>`);
const full = '{"bbox_2d": [1, 2, 3, 4], "point_2d": [5, 6], "affordance": "hold"}';
const texts = answers(
  `[${full}]`,
  ` \n[ ${full} , {"bbox_2d": [1, 2, 3]} ]\n`,
  '[{"bbox_2d": [1, 2, 3, 4], "bbox_2d": "x", "point_2d": [[1, 2], 3]}]',
  `[[], ${full}]`,
  `[3, ${full}]`,
  `["bbox", ${full}]`,
  '[]',
  full,
  '{"affordance": 1, "bbox_2d": 2}',
  `[${full},]`,
  `['a']`,
  '"abé"',
  'NaN',
  '',
);

it('counts fields, things and the right word', async () => {
  const third = Math.round(1e5 / 3) / 1e5;
  const fields = [3, 1.5, 1, 1.5, 0, 1.5, 0, 0, 0.5, 0, 0, 0, 0, 0];
  expect(await scores('listedItems', {}, [...texts, full])).toEqual([...fields, 0]);
  const withoutWord = [2, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(await scores('listedItems', {}, texts, { knobs: { part: 3 } })).toEqual(withoutWord);
  const two = { boxes: [0, 1].map(() => [0, 0, 1, 1] as const) };
  const counts = [0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0];
  expect(await scores('listedItems', two, texts, { knobs: { part: 1 } })).toEqual(counts);
  const near = {
    facts: [
      { text: 'hold', weight: 0.9 },
      { text: 'sit', weight: 0.8 },
    ],
  };
  const words = answers(
    '[{"affordance": "hold"}]',
    '[{"affordance": "sit"}]',
    '[{"affordance": "Hold"}]',
    `[${full}, ${full}]`,
    '[{"affordance": ["hold"]}]',
  );
  expect(await scores('listedItems', near, words, { knobs: { part: 2 } })).toEqual([1, 0, 0, 0, 0]);
  expect(await scores('listedItems', { answer: 'sit' }, words, { knobs: { part: 2 } })).toEqual([0, 1, 0, 0, 0]);
  expect(third).toBeGreaterThan(0);
});

it('reads what JSON.parse reads, and nothing else', async () => {
  const { below } = randomInputs();
  const pick = (list: readonly string[]) => list[below(list.length)]!;
  const value = (depth: number): string => {
    const kind = below(depth > 3 ? 6 : 9);
    if (kind < 6) return pick(['1', '-0.5e+2', 'null', 'true', '"a\\"\\u00e9"', '""', '0', '12.25', 'false', '"\\\\"']);
    const inner = Array.from({ length: below(4) }, () => value(depth + 1));
    return kind === 8 ? `{${inner.map((own, i) => `"k${i}": ${own}`).join(',')}}` : `[ ${inner.join(' , ')}]`;
  };
  const marks = ['[', ']', '{', '}', ',', ':', '"', '0', '-', '.', 'e', ' ', '\\', 'n', '\t', '1'];
  const made = Array.from({ length: 260 }, (_, n) => {
    const text = `[${Array.from({ length: below(4) }, () => value(0)).join(',')}]`;
    if (n % 3 === 0) return text;
    const at = below(text.length);
    return text.slice(0, at) + (n % 3 === 1 ? pick(marks) : '') + text.slice(at + below(2));
  });
  const entries = made.map((text) => {
    try {
      const data = JSON.parse(text.trim()) as unknown;
      return Array.isArray(data) ? data.length : -1;
    } catch {
      return -1;
    }
  });
  expect(entries.filter((count) => count < 0).length).toBeGreaterThan(60);
  for (const count of [0, 2]) {
    const truth = { boxes: Array.from({ length: count }, () => [0, 0, 1, 1] as const) };
    const own = await scores('listedItems', truth, answers(...made), { knobs: { part: 1 } });
    // Without true boxes what is no JSON is 0, too.
    expect(own).toEqual(entries.map((entry) => (entry === count ? 1 : 0)));
  }
});

it('agrees with its reference', async () => {
  await checkReward('listedItems');
});
