import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';
import { oracleForm, oracleParse, oracleTuples } from './spanOracle.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';

/** The rule of the format reward before grammars were files: closed spans in order as octal digits, equal neighbours once. */
function octalFormat(
  grammar: string,
  text: string,
  knobs: { nothing_outside?: number; partial_credit?: number },
): number {
  const { spans, perTag, errors, outside } = oracleParse(text, grammarByName('think_box_answer'));
  const digit = (name: string) => ['', 'think', 'box', 'answer', 'point', 'zoom'].indexOf(name);
  const wanted = ['think', 'box', 'point', 'answer'].filter((name) => grammar.split('_').includes(name));
  const { kept, malformed } = oracleTuples(text, spans, false);
  const good = wanted.filter((name) => {
    const first = spans.find(({ tag }) => tag.name === name);
    const own = perTag.find(({ tag }) => tag.name === name)!;
    if (!first || !own.isWellFormed || text.slice(first.start, first.end).trim() === '') return false;
    if (name === 'box') return kept.some(({ values }) => values.length === 4) && malformed === 0;
    if (name === 'point') return kept.some(({ values }) => values.length === 2) && malformed === 0;
    return own.count === 1;
  });
  const digits = spans.map(({ tag }) => digit(tag.name)).filter((own, k, all) => k === 0 || own !== all[k - 1]);
  const order = wanted.map(digit).join('');
  const isInOrder = [order, `5${order}`].includes(digits.join('')) && errors === 0;
  const isAlone = knobs.nothing_outside === 0 || outside === 0;
  if (good.length === wanted.length && isInOrder && isAlone) return 1;
  const share = knobs.partial_credit === 1 ? (0.5 * good.length) / wanted.length : 0;
  return Math.round(share * 1e5) / 1e5;
}

const GOOD = '<think>a</think><box>1 2 3 4</box><answer>b</answer>';

it('is 1 for the whole grammar and 0 for each way to break it', async () => {
  const texts = [
    GOOD,
    ` ${GOOD}\n`,
    GOOD.replace('</box>', '</box><box>5 6 7 8</box>'),
    `hey ${GOOD}`,
    GOOD.replace('1 2 3 4', '1 2 3'),
    GOOD.replace('1 2 3 4', '1 2 3 4 5'),
    GOOD.replace('>a<', '> <'),
    GOOD + GOOD,
    GOOD.replace('</think>', ''),
    '<box>1 2 3 4</box><think>a</think><answer>b</answer>',
    '<think><box>1 2 3 4</box></think><answer>b</answer>',
    '',
  ];
  expect(await scores('format', {}, texts)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(await scores('format', {}, ['x <answer>b</answer>', GOOD], { grammar: 'answer' })).toEqual([0, 0]);
  const loose = { nothing_outside: 0 };
  expect(await scores('format', {}, ['x <answer>b</answer>', 'x'], { knobs: loose, grammar: 'answer' })).toEqual([
    1, 0,
  ]);
  const zoom = '<zoom>1 2 3 4</zoom>';
  const zooms = [
    zoom + GOOD,
    zoom + zoom + GOOD,
    GOOD + zoom,
    zoom,
    `<zoom>1 2${GOOD}`,
    GOOD.replace('<box>', `${zoom}<box>`),
  ];
  expect(await scores('format', {}, zooms)).toEqual([1, 1, 0, 0, 0, 0]);
  const points = ['<point>1 2</point>', '<point>1 2</point><point>3 4</point>', '<point>1</point>', ''];
  const pointed = points.map((point) => `<think>a</think>${point}<answer>b</answer>`);
  expect(await scores('format', {}, pointed, { grammar: 'think_point_answer' })).toEqual([1, 1, 0, 0]);
  const partial = { partial_credit: 1 };
  expect(await scores('format', {}, [GOOD, '<answer>b</answer>'], { knobs: partial })).toEqual([1, 0.16667]);
  expect(() => grammarByName('think_music')).toThrow(/think_music.*There are: answer, box,/);
});

it('asks for optional, repeated and grouped tags as the grammar says', async () => {
  const turns = { grammar: 'turns_answer' };
  const [think, zoom, answer] = ['<think>a</think>', '<zoom>1 2 3 4</zoom>', '<answer>b</answer>'];
  const texts = [
    think + zoom + think + answer,
    zoom + think + answer,
    think + think + answer,
    zoom + answer,
    think + answer + zoom,
    `${think}<think> </think>${answer}`,
  ];
  expect(await scores('format', {}, texts, turns)).toEqual([1, 1, 1, 0, 0, 0]);
  const box = (inner: string) => `${think}<rephrase>c</rephrase><box>${inner}</box>${answer}`;
  const own = ['1 2 3 4', '1 2 3 4 5 6 7 8', '', 'x'].map(box);
  expect(await scores('format', {}, own, { grammar: 'think_rephrase_box_answer' })).toEqual([1, 0, 0, 0]);
  const caption = '<caption>a dog</caption>';
  const captioned = [
    `${caption}<box>1 2 3 4</box>${answer}`,
    `${caption}${think}<box>1 2 3 4</box>${answer}`,
    `${caption}<think> </think><box>1 2 3 4</box>${answer}`,
    `${caption}${think}${think}<box>1 2 3 4</box>${answer}`,
    `<box>1 2 3 4</box>${caption}${answer}`,
  ];
  expect(await scores('format', {}, captioned, { grammar: 'caption_box_answer' })).toEqual([1, 1, 0, 0, 0]);
  const satori = ['[[1,2,3,4]]', '[1,2,3,4]', '[]'].map((boxes) => `${caption}\n<bbox>${boxes}</bbox>\n${answer}`);
  expect(await scores('format', {}, satori, { grammar: 'caption_bbox_answer' })).toEqual([1, 1, 0]);
});

it('is the expression of the grammar on random texts of text tags', async () => {
  const { below } = randomInputs();
  const pieces = ['<think>', '</think>', '<answer>', '</answer>', 'a', ' ', '\n'];
  pieces.push('<zoom>1</zoom>', '<think>b</think>', '<answer>c</answer>', '<think>b</think><answer>c</answer>');
  for (const name of ['think_answer', 'turns_answer']) {
    const texts = Array.from({ length: 400 }, () =>
      Array.from({ length: 1 + below(4) }, () => pieces[below(pieces.length)]!).join(''),
    );
    // Boxes and points, which must not stand, do not come up.
    const grammar = grammarByName(name);
    const wanted = texts.map((text) => Number(oracleForm(grammar, text)));
    expect(wanted).toContain(1);
    expect(await scores('format', {}, texts, { grammar: name })).toEqual(wanted);
  }
});

it('is on the grammars of before what the code of before gave', async () => {
  const { below } = randomInputs();
  const pieces = ['<think>', '</think>', 'a', ' ', '<box>', '<zoom>5</zoom>', '<think>b</think>', '<think> </think>'];
  pieces.push(
    '<box>1 2 3 4</box>',
    '<box>4 3 2 1</box>',
    '<point>1 2</point>',
    '<point>x</point>',
    '<answer>c</answer>',
  );
  const parts: Readonly<Record<string, string>> = {
    think: '<think>b</think>',
    box: '<box>1 2 3 4</box>',
    point: '<point>1 2</point>',
    answer: '<answer>c</answer>',
  };
  const any = (list: readonly string[]) => list[below(list.length)]!;
  const settings: readonly Readonly<Record<string, number>>[] = [{}, { nothing_outside: 0, partial_credit: 1 }];
  for (const name of ['think_box_answer', 'box_answer', 'think_answer', 'answer', 'box', 'think_point_answer']) {
    const whole = name
      .split('_')
      .map((tag) => parts[tag]!)
      .join('');
    const half = [whole, ...Object.values(parts)];
    let forms = 0;
    for (const knobs of settings) {
      const texts = Array.from({ length: 200 }, () =>
        Array.from({ length: 1 + below(3) }, () => any(below(2) ? half : pieces)).join(''),
      );
      const wanted = texts.map((text) => octalFormat(name, text, knobs));
      forms += wanted.filter((score) => score === 1).length;
      expect(await scores('format', {}, texts, { grammar: name, knobs }), name).toEqual(wanted);
    }
    expect(forms, name).toBeGreaterThan(0);
  }
});

it('agrees with its reference', async () => {
  await checkReward('format');
  await checkReward('format', {}, 0, 'think_point_answer');
  await checkReward('format', { nothing_outside: 0, partial_credit: 1 }, 0, 'think_answer');
});
