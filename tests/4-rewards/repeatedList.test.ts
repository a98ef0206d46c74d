// What: things that are listed again: where the list stands, what can be mended, and random lists against sorted ones.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { areScored, checkReward, constantSignals, scores } from './rewardFixtures.ts';

const given = (texts: readonly string[], knobs = {}) => ({
  ...{ knobs, signals: constantSignals('rollout', { 'reward/wordRepetition': 0.25 }, texts.length) },
});
const score = (texts: readonly string[], knobs = {}) => scores('repeatedList', {}, texts, given(texts, knobs));
const thing = (box = '1, 2, 3, 4', label = 'cat') => `{"bbox_2d": [${box}], "label": "${label}"}`;
const fenced = (text: string, name = 'json') => `so \`\`\`${name}\n${text}\n\`\`\` it is`;
const [one, two, half] = [`[${thing()}, ${thing()}]`, `[${thing()}, ${thing('1, 2, 3, 5')}]`, -0.5];

it('finds the list', async () => {
  const texts = [
    fenced(one),
    fenced(one, ''),
    `x ${one} y`,
    `[1, 2] [ {"a": 1, "bbox_2d": [1], "label": "x"}, {"bbox_2d": [ 1], "label": "x"} ] ]`,
    `${fenced(two)} ${fenced(one)}`,
    `${fenced(two, '')} ${fenced(one)}`,
    `\`\`\` \`\`\` ${one}`,
    `\`\`\`json \`\`\` ${one}`,
    `\`\`\`json ${one}`,
    fenced('none'),
    fenced(thing()),
    fenced('[]'),
    fenced('["a", [1], {"label": "x"}]'),
    one.replace('label', 'name').replace('label', 'name'),
    `{${one.slice(1)}`,
    '',
  ];
  expect(await score(texts)).toEqual([half, half, half, half, 0, half, half, 0.25, half, 0.25, 0.25, 0.25, 0, 0.25, 0.25, 0.25]); // prettier-ignore
  expect(await score([fenced(one), fenced(two), 'x'], { max_penalty: -3 })).toEqual([-1.5, 0, 0.25]);
});

it('compares box and label as they are written, and mends a little', async () => {
  const texts = [
    `[${thing()}, ${thing('1,2,\n3 ,4')}]`,
    `[${thing()}, {"label": "cat", "x": {"label": "y"}, "bbox_2d": [1, 2, 3, 4]}]`,
    `[${thing()}, ${thing('1, 2, 3, 4.0')}]`,
    `[${thing()}, ${thing(undefined, 'ca t')}]`,
    `[${thing('1', 'a\\"]')}, ${thing('1', 'a\\"]')}]`,
    `[${thing()}, ${thing()}, {"bbox_2d": [1, 2, 3`,
    `[${thing()}, {"label": "cat", "bbox_2d": [1, 2, 3, 4`,
    `[${thing()}, {"label": "cat", "bbox_2d": [1, 2, 3`,
    `[${thing()}, {"bbox_2d": [1, 2, 3, 4], "label": "cat`,
    `[${thing()}, {"bbox_2d": [1, 2, 3, 4], "label": "ca`,
    `[${thing()}, {"bbox_2d": [1, 2, 3, 4], "label":`,
    `[${thing()} ${thing()}]`,
    `[${thing().replace('}', ',}')}, ${thing()},]`,
    `[${thing().replaceAll('"', "'")}, ${thing().replaceAll('"', "'")}]`,
    `[${thing()}, ${thing()}, oh, ${thing('1')}]`,
    `[${thing()}, ${thing()}]]`,
  ];
  const expected = [half, half, 0, 0, half, half, half, 0, half, 0, 0, half, half, half, half, half];
  expect(await score(texts.map((text) => fenced(text)))).toEqual(expected);
});

it('does not score a list with numbers or words, on which published code fails', async () => {
  const texts = [fenced(`[${thing()}, 5]`), fenced(`[null, ${thing()}]`), fenced(`["5", ${thing()}]`), 'x'];
  expect(await areScored('repeatedList', {}, texts, given(texts))).toEqual([false, false, true, true]);
});

it('counts what sorting finds', async () => {
  const { below } = randomInputs();
  const lists = Array.from({ length: 40 }, () =>
    Array.from({ length: 1 + below(12) }, () => thing(`${below(2)}, ${below(2)}`, 'ab'[below(2)])),
  );
  const expected = lists.map((list) => {
    const sorted = [...list].sort();
    const again = sorted.filter((text, i) => text === sorted[i - 1]).length;
    return Math.round((-again / list.length) * 1e5) / 1e5 + 0;
  });
  expect(await score(lists.map((list) => fenced(`[${list.join(below(2) ? ',' : ' ,\n ')}]`)))).toEqual(expected);
  expect(new Set(expected).size).toBeGreaterThan(5);
});

it('agrees with its reference', async () => {
  await checkReward('repeatedList');
});
