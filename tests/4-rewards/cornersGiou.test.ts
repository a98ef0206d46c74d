// What: two corners as a box: what is read, what published code makes of odd boxes, and the overlap by counting cells.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const answer = '(100,100),(200,200)';
const score = (texts: readonly string[]) => scores('cornersGiou', { answer }, texts);

it('reads corners and pays equal texts', async () => {
  const texts = [
    `<answer> ${answer}\n</answer>`,
    answer,
    `<answer>\n${answer}, thus</answer>`,
    '<answer>( 100 ,\n100 ) , (200,200 )</answer>',
    '<answer>(150,100),(250,200)</answer>',
    '<answer>x</answer>(100,100),(200,200)',
    '<answer>(100.0,100),(200,200)</answer>',
    '<answer>(-100,100),(200,200)</answer>',
    '<answer>(100,100)(200,200)</answer>',
    '<answer>100,100,200,200</answer>',
    '<answer>[(100,100),(200,200)</answer>',
    '<answer>((100,100),(200,200)),</answer>',
    '<answer></answer>',
    '',
  ];
  expect(await score(texts)).toEqual([2, 2, 2, 2, 1.33333, 0, 0, 0, 0, 0, 2, 2, 0, 0]);
  expect(await scores('cornersGiou', {}, texts.slice(0, 2))).toEqual([0, 0]);
  expect(await scores('cornersGiou', { answer: 'red' }, ['red', answer])).toEqual([2, 0]);
  expect(await scores('cornersGiou', { answer: '<answer>\nred\n</answer>' }, ['<answer>red</answer>'])).toEqual([0]);
  const tagged = { answer: `of it <answer> ${answer} </answer>` };
  expect(await scores('cornersGiou', tagged, [answer, tagged.answer])).toEqual([2, 2]);
});

it('keeps the signs of areas, and of two boxes the first corners', async () => {
  // In squares of 100: areas 1 + 1, hull 1; areas 1 − 1, hull 1; areas 1 + 9, hull 1. Nothing is shared.
  const odd = ['(200,200),(100,100)', '(200,100),(100,200)', '(300,300),(0,0)'];
  expect(await score(odd)).toEqual([2, 0, 10]);
  const several = ['(150,100),(900,900) (250,200),(0,0)', '(150,100),(900,900),(250,200),(0,0),(1,1),(2,2)'];
  expect(await score(several)).toEqual([1.33333, 1.33333]);
  expect(await score(['(150,100),(250,200),(9,9)'])).toEqual([1.33333]);
});

it('is 1 + GIoU of boxes in order, by counting cells', async () => {
  // Always the same: a value halfway between two roundings would tell float32 from float64.
  const { below } = randomInputs(7);
  const pair = () => {
    const a = below(9);
    return [a, a + 1 + below(6)] as const;
  };
  const cells = ([[x0, x1], [y0, y1]]: readonly (readonly [number, number])[]) =>
    new Set(
      Array.from({ length: 400 }, (_, k) => k).filter(
        (k) => k % 20 >= x0 && k % 20 < x1 && k / 20 >= y0 && Math.floor(k / 20) < y1,
      ),
    );
  const own = Array.from({ length: 60 }, () => [pair(), pair()] as const);
  const right = [pair(), pair()] as const;
  const text = ([x, y]: (typeof own)[number]) => `(${x[0]},${y[0]}),(${x[1]},${y[1]})`;
  const expected = own.map((box) => {
    const hull = [0, 1].map((k) => [Math.min(box[k]![0], right[k]![0]), Math.max(box[k]![1], right[k]![1])] as const);
    const [a, b] = [cells(box), cells(right)];
    const union = new Set([...a, ...b]).size;
    const size = cells(hull).size;
    return Math.round((1 + (a.size + b.size - union) / union - (size - union) / size) * 1e5) / 1e5;
  });
  expect(
    await scores(
      'cornersGiou',
      { answer: text(right) },
      own.map((box) => `<answer>${text(box)}.</answer>`),
    ),
  ).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('cornersGiou');
});
