// What: the details of a route: tables worked out by hand for the paper and for the code, and another algorithm that adds up over the text.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';
import { asksRoute, asTriples, keyed, LINES } from './routeTexts.ts';
import type { Leg } from './routeTexts.ts';

const perfect: readonly (readonly [transfers: number, to: string, legs: readonly Leg[]])[] = [
  [0, 'fox', [['red', 'owl', 'fox']]],
  [1, 'hat', [['red', 'owl', 'bee'], ['blue', 'bee', 'hat']]], // prettier-ignore
  [2, 'bus', [['red', 'owl', 'bee'], ['blue', 'bee', 'hat'], ['green', 'hat', 'bus']]], // prettier-ignore
];

it('pays a perfect route 6, 9 and 10 points as the paper has it, and fines its last section as the code does: 1, 4, 8', async () => {
  for (const [follows_code, points] of [
    [0, [6, 9, 10]],
    [1, [1, 4, 8]],
  ] as const)
    // prettier-ignore
    for (const [k, [transfers, to, legs]] of perfect.entries()) {
      const knobs = { follows_code };
      expect(await scores('routeDetail', asksRoute('owl', to, transfers), [keyed(legs)], { knobs })).toEqual([points[k]]); // prettier-ignore
    }
});

it('by the code, one wrong section is worth more than the right route with one transfer; by the paper it is not', async () => {
  const texts = [perfect[1]![2], [['red', 'owl', 'hat'] as const]].map(keyed);
  const truth = asksRoute('owl', 'hat', 1);
  expect(await scores('routeDetail', truth, texts, { knobs: { follows_code: 1 } })).toEqual([4, 5]);
  expect(await scores('routeDetail', truth, texts)).toEqual([9, 5]);
});

const one: readonly (readonly [code: number, paper: number, ...Leg[]])[] = [
  [3, 8, ['red', 'owl', 'cat'], ['blue', 'bee', 'hat']], // a gap: no point for the transfer
  [1, 6, ['red', 'owl', 'bee'], ['pink', 'bee', 'hat']], // no such line
  [3, 8, ['red', 'owl', 'cup'], ['blue', 'cup', 'hat']], // cup is not on the red line
  [2, 7, ['red', 'owl', 'cat'], ['red', 'cat', 'bee'], ['blue', 'bee', 'hat']], // one section too many
  [0, 5, ['red', 'owl', 'cat'], ['red', 'cat', 'owl'], ['red', 'owl', 'bee'], ['blue', 'bee', 'hat']],
  [0, 0, ['red', 'cat', 'bee'], ['blue', 'bee', 'hat']], // the wrong beginning
  [0, 0, ['red', 'owl', 'bee'], ['blue', 'bee', 'cup']],
];
it('adds up section by section where one transfer is needed', async () => {
  const truth = asksRoute('owl', 'hat', 1);
  const texts = one.map(([, , ...legs]) => keyed(legs));
  expect(await scores('routeDetail', truth, texts, { knobs: { follows_code: 1 } })).toEqual(one.map(([code]) => code));
  expect(await scores('routeDetail', truth, texts)).toEqual(one.map(([, paper]) => paper));
});

it('pays the line of a direct route only where it has both ends, and has no lower bound', async () => {
  const loop = Array.from({ length: 4 }, (): Leg => ['red', 'owl', 'owl']);
  const texts = [
    [['red', 'owl', 'fox'] as const],
    [['blue', 'owl', 'fox'] as const],
    [['pink', 'owl', 'fox'] as const],
    [...loop, ['blue', 'owl', 'fox'] as const],
  ].map(keyed);
  const truth = asksRoute('owl', 'fox', 0);
  expect(await scores('routeDetail', truth, texts, { knobs: { follows_code: 1 } })).toEqual([1, -3, -3, -7]);
  expect(await scores('routeDetail', truth, texts)).toEqual([6, 2, 2, -2]);
});

it('counts a section by its keys in any case, and reads them as they are', async () => {
  const legs = perfect[1]![2];
  const [begin, finish] = legs.map((leg) => keyed([leg]));
  const between = keyed([['red', 'bee', 'bee']]).toLowerCase();
  const texts = [keyed(legs).toLowerCase(), `${begin}--${between}--${finish}`, `${begin}--words--${finish}`];
  const truth = asksRoute('owl', 'hat', 1);
  // The section in small letters counts as one, of no line: 2 + 3 − 5 + 3.
  expect(await scores('routeDetail', truth, texts)).toEqual([0, 3, 9]);
});

it('has a price for each part', async () => {
  const knobs = { ends_points: 1, line_points: 7, transfer_points: 0.5, extra_fine: 2, most: 12 };
  const [, , legs] = perfect[1]!;
  const truth = asksRoute('owl', 'hat', 1);
  const texts = [asTriples(legs), asTriples([['red', 'owl', 'cat'], ['red', 'cat', 'bee'], ['pink', 'bee', 'hat']])]; // prettier-ignore
  const form = { route_form: 1, ...knobs };
  expect(await scores('routeDetail', truth, texts, { knobs: form })).toEqual([12, 12]);
  expect(await scores('routeDetail', truth, texts, { knobs: { ...form, most: 100 } })).toEqual([15.5, 13.5]);
  expect(await scores('routeDetail', asksRoute('owl', 'fox', 0), [asTriples([['red', 'owl', 'fox']])], { knobs: { ...form, direct_points: 9 } })).toEqual([10]); // prettier-ignore
});

it('is what counting lines of the text finds, on random routes that begin and end right', async () => {
  const { below, next } = randomInputs();
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const all = [...new Set(Object.values(LINES).flat())];
  for (const transfers of [0, 1, 2]) {
    const to = ['fox', 'hat', 'bus'][transfers]!;
    const routes = Array.from({ length: 60 }, () => {
      const stops = ['owl', ...Array.from({ length: below(4) }, () => pick(['bee', 'hat', ...all])), to];
      return stops.slice(1).map((stop, i): Leg => {
        const shared = Object.keys(LINES).filter((name) => [stops[i]!, stop].every((s) => LINES[name]!.includes(s)));
        const line = next() < 0.7 && shared.length > 0 ? pick(shared) : pick(['red', 'blue', 'pink']);
        return [line, i > 0 && next() < 0.2 ? pick(all) : stops[i]!, stop];
      });
    });
    for (const follows_code of [0, 1]) {
      const points = routes.map((route) => {
        const known = route.filter(([line]) => line in LINES);
        const direct = known.filter(([line]) => LINES[line]!.includes('owl') && LINES[line]!.includes(to));
        const pairs = route.slice(1).map((next_, i) => [route[i]!, next_, i] as const);
        const joined = pairs.filter(([[line, a, b], [, c], i]) => {
          return i < transfers && b === c && [a, b].every((stop) => LINES[line]?.includes(stop));
        });
        const tooMany = Math.max(0, route.length - transfers - (1 - follows_code));
        const lines = transfers === 0 ? 4 * direct.length : 3 * known.length;
        return Math.min(10, 2 + lines + joined.length - 5 * tooMany);
      });
      expect(new Set(points).size).toBeGreaterThan(4);
      const truth = asksRoute('owl', to, transfers);
      expect(await scores('routeDetail', truth, routes.map(keyed), { knobs: { follows_code } })).toEqual(points);
    }
  }
});

it('agrees with its reference', async () => {
  await checkReward('routeDetail');
  await checkReward('routeDetail', { route_form: 1, follows_code: 1 }, 2e-6, 'think_triples');
});
