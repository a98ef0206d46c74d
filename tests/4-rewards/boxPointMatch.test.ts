// What: marks for boxes and points: the thresholds, what is irregular, and the best of all orders of random lists.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const item = (box: readonly number[], point: readonly number[]) =>
  `{"bbox_2d": [${box.join(', ')}], "point_2d": [${point.join(', ')}], "affordance": "hold"}`;
const listed = (...items: string[]) => `<answer>[${items.join(', ')}]</answer>`;
const knobs = { corner_error: 3, point_distance: 5 };
const truth = { boxes: [[0.1, 0.1, 0.5, 0.5] as const], points: [[0.3, 0.3] as const] };

it('gives three marks for a pair, and none where the list is irregular', async () => {
  const texts = [
    listed(item([10, 10, 50, 50], [30, 30])),
    listed(item([12, 12, 52, 52], [30, 34])),
    listed(item([14, 14, 54, 54], [30, 35.5])),
    listed(item([10, 10, 28, 50], [30, 30])),
    listed(item([50, 50, 10, 10], [30, 30])),
    listed(item([10, 10, 50, 50], [30, 30]), item([10, 10, 50, 50], [30, 30])),
    listed(item([10, 10, 50, 50], [30, 30]), '{"bbox_2d": [1, 2, 3, 4]}'),
    listed(item([10, 10, 50], [30, 30])),
    listed(item([10, 10, 50, 50, 60], [30, 30])),
    listed('{"bbox_2d": [1, 2, "3", 4], "point_2d": [1, 2]}'),
    listed(),
    '<box>10 10 50 50</box>',
  ];
  expect(await scores('boxPointMatch', truth, texts, { knobs })).toEqual([3, 3, 1, 0, 0, 1.5, 0, 0, 0, 0, 0, 0]);
  expect(await scores('boxPointMatch', {}, texts, { knobs })).toEqual(texts.map(() => 0));
  const drawn = ['<box>10 10 50 50</box>', '<box>10 10 50 50</box><box>60 60 70 70</box>', '<answer>x</answer>'];
  expect(await scores('boxPointMatch', { boxes: truth.boxes }, drawn, { knobs: { ...knobs, listed: 0 } })).toEqual([
    3, 1.5, 0,
  ]);
});

it('is the best of all orders', async () => {
  const { below } = randomInputs();
  const orders = (n: number): number[][] =>
    n === 0
      ? [[]]
      : orders(n - 1).flatMap((order) =>
          Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
        );
  const thing = () => {
    const [x, y, side] = [below(4) * 12, below(2) * 20, 30 + below(3) * 4];
    return { box: [x, y, x + side, y + side], point: [x + below(40), y + below(40)] };
  };
  const marks = (own: ReturnType<typeof thing>, other: ReturnType<typeof thing>) => {
    const area = (box: number[]) => (box[2]! - box[0]! + 1) * (box[3]! - box[1]! + 1);
    const side = (k: number) =>
      Math.max(0, Math.min(own.box[k + 2]!, other.box[k + 2]!) - Math.max(own.box[k]!, other.box[k]!) + 1);
    const both = side(0) * side(1);
    const error = own.box.reduce((sum, value, k) => sum + Math.abs(value - other.box[k]!), 0) / 4;
    const apart = Math.hypot(own.point[0]! - other.point[0]!, own.point[1]! - other.point[1]!);
    const inside = [0, 1].every((k) => own.point[k]! >= own.box[k]! && own.point[k]! <= own.box[k + 2]!);
    return (
      Number(both / (area(own.box) + area(other.box) - both) > 0.65) +
      Number(error < 10.01) +
      Number(apart < 30.01 && inside)
    );
  };
  const near = { corner_error: 10.01, point_distance: 30.01 };
  for (const count of [1, 4]) {
    const truths = Array.from({ length: count }, thing);
    const lists = Array.from({ length: 24 }, () => Array.from({ length: 1 + below(5) }, thing));
    const expected = lists.map((list) => {
      const n = Math.max(list.length, count);
      const best = Math.max(
        ...orders(n).map((order) =>
          order.reduce((sum, j, i) => sum + (list[i] && truths[j] ? marks(list[i], truths[j]) : 0), 0),
        ),
      );
      return Math.round((best / n) * 1e5) / 1e5;
    });
    const scaled = (values: number[]) => values.map((value) => value / 100);
    const known = { boxes: truths.map(({ box }) => scaled(box)), points: truths.map(({ point }) => scaled(point)) };
    const texts = lists.map((list) => listed(...list.map(({ box, point }) => item(box, point))));
    expect(await scores('boxPointMatch', known as never, texts, { knobs: near })).toEqual(expected);
  }
});

it('agrees with its reference', async () => {
  await checkReward('boxPointMatch', { listed: 0, corner_error: 20 });
});
