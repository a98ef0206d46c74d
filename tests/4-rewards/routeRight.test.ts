// What: right and wrong routes by hand, spellings of stations, what counts as a section; and another algorithm: walking a set of places.
import { describe, expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';
import { asksRoute, asTriples, keyed, LINES } from './routeTexts.ts';
import type { Leg } from './routeTexts.ts';

const toHat: readonly Leg[] = [
  ['red', 'owl', 'bee'],
  ['blue', 'bee', 'hat'],
];
const truth = asksRoute('owl', 'hat', 1);
const routes: readonly (readonly [number, ...Leg[]])[] = [
  [1, ...toHat],
  [1, ['red', 'owl', 'cat'], ['red', 'cat', 'bee'], ['blue', 'bee', 'hat']], // as many sections as one likes
  [0, ...toHat.toReversed()],
  [0, ['red', 'owl', 'hat']], // a line that does not go there
  [0, ['red', 'owl', 'cat'], ['blue', 'bee', 'hat']], // a gap
  [0, ['red', 'owl', 'bee'], ['pink', 'bee', 'hat']],
  [0, ['red', 'owl', 'cup'], ['blue', 'cup', 'hat']], // cup is not on the red line
  [0, ['red', 'cat', 'bee'], ['blue', 'bee', 'hat']],
  [0, ['red', 'owl', 'bee'], ['blue', 'bee', 'cup']],
  [0, ['Red', 'owl', 'bee'], ['blue', 'bee', 'hat']], // names of lines are exact
];

it.each([
  ['sections', 0, keyed],
  ['triples', 1, asTriples],
] as const)('%s: every step must lie on its line and join the next', async (_form, route_form, write) => {
  const texts = routes.map(([, ...legs]) => write(legs));
  const expected = routes.map(([right]) => right);
  expect(await scores('routeRight', truth, texts, { knobs: { route_form } })).toEqual(expected);
  // Back over the same line: the order of its stations does not count.
  expect(await scores('routeRight', asksRoute('fox', 'owl', 0), [write([['red', 'fox', 'owl']])], { knobs: { route_form } })).toEqual([1]); // prettier-ignore
});

it('knows a station in other spellings: written names lose twice what true ones lose once', async () => {
  const text = (name: string) => keyed([['red', name, 'bee']]);
  const owl = ['owl', 'OWL', ' o w l ', 'ow-l', 'owl (east)', 'owl Station', 'Metro owl', "o,w*l'", 'owl（东）', 'owl站', '(a(b)owl']; // prettier-ignore
  // Only the second round finds these, for the first one made their letters small.
  const twice = ['owl STATION', 'METRO owl', 'owl sta-tion'];
  const others = ['owl.', 'owls', 'ow', '', 'owl (east', '站owl', 'o.w.l', 'owl lu'];
  const from = asksRoute('owl', 'bee', 0);
  expect(await scores('routeRight', from, [...owl, ...twice].map(text))).toEqual([...owl, ...twice].map(() => 1));
  expect(await scores('routeRight', from, others.map(text))).toEqual(others.map(() => 0));
  const road = { ...asksRoute('Road hill', 'bee', 0), triples: [['Road hill', 'red', 'bee'] as const] };
  expect(await scores('routeRight', road, ['Lu hill', 'road hill', 'ROADhill', 'rd hill'].map(text))).toEqual([1, 1, 1, 0]); // prettier-ignore
});

it('leaves names alone that are longer than 128 bytes', async () => {
  const texts = [122, 123].map((n) => keyed([['red', `owl (${'x'.repeat(n)})`, 'bee']]));
  expect(await scores('routeRight', asksRoute('owl', 'bee', 0), texts)).toEqual([1, 0]);
});

describe('a section', () => {
  const one = keyed([['red', 'owl', 'bee']]);
  const direct = asksRoute('owl', 'bee', 0);
  it('has all three keys as they are, line and departure with a space and a line end', async () => {
    const texts = [
      one,
      `I think:\n${one}`,
      `  ${one.replace('owl', 'owl ')}`,
      `nothing -- ${one}`,
      `${one}--\n`,
      one.trimEnd(),
      one.replace('Name: ', 'Name:'),
      one.replace('Stop: owl\n', 'Stop: owl '),
      one.replaceAll('Stop', 'stop'),
      one.toLowerCase(),
      one.replace('Arrival Stop:', 'Arrival:'),
      `${one}That is all.`,
      one.replace('Stop: bee', 'Stop:bee'),
      one.replace('\nDeparture', '--Departure'),
      '',
      '--',
      'Route Name:',
      `${one}--\n${one.toLowerCase()}`, // passed over
    ];
    expect(await scores('routeRight', direct, texts)).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('takes the first line and departure, and the last arrival', async () => {
    const texts = [
      `${one}Arrival Stop: bee`,
      `${one}Arrival Stop: fox`,
      `Departure Stop: owl\n${keyed([['red', 'cat', 'bee']])}`,
      `Departure Stop: cat\n${one}`,
    ];
    expect(await scores('routeRight', direct, texts)).toEqual([1, 0, 1, 0]);
  });

  it('is cut at every --, from left to right', async () => {
    const texts = [`${one}---`, `${one}----`, `---${one}`, one.replace('red', 're--d')];
    expect(await scores('routeRight', direct, texts)).toEqual([1, 1, 1, 0]);
  });
});

it('is nothing where the prompt asks for no route', async () => {
  expect(await scores('routeRight', { answer: '3' }, [keyed(toHat)])).toEqual([0]);
  const { facts, triples } = truth;
  expect(await scores('routeRight', { facts: facts! }, [keyed(toHat)])).toEqual([0]);
  expect(await scores('routeRight', { triples: triples! }, [keyed(toHat)])).toEqual([0]);
});

it('is what walking from place to place finds, on random routes', async () => {
  const { below, next } = randomInputs();
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const words = [...new Set(Object.values(LINES).flat()), ...Object.keys(LINES)];
  // A right route, in one, two or three parts of its first line, in which often one word is another one.
  const routes = Array.from({ length: 300 }, () => {
    const stops = ['owl', ...[['cat'], [], ['fox', 'cat']][below(3)]!, 'bee'];
    const legs = [...stops.slice(1).map((stop, i) => ['red', stops[i]!, stop]), ['blue', 'bee', 'hat']];
    if (next() < 0.7) pick(legs)[below(3)] = pick(words);
    return legs as unknown as readonly Leg[];
  });
  const expected = routes.map((route) => {
    let here = new Set(['owl']);
    for (const [line, from, to] of route) {
      const reach = here.has(from) && LINES[line]?.includes(from) ? LINES[line] : [];
      here = new Set(reach.filter((station) => station === to));
    }
    return here.has('hat') ? 1 : 0;
  });
  const right = expected.filter((one) => one === 1).length;
  expect(right).toBeGreaterThan(20);
  expect(right).toBeLessThan(280);
  const asked = asksRoute('owl', 'hat', 1);
  expect(await scores('routeRight', asked, routes.map(keyed))).toEqual(expected);
  expect(await scores('routeRight', asked, routes.map(asTriples), { knobs: { route_form: 1 } })).toEqual(expected);
});

it('agrees with its reference', async () => {
  await checkReward('routeRight');
  await checkReward('routeRight', { route_form: 1 }, 2e-6, 'think_triples');
});
