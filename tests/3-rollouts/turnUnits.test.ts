// What: turns as units: by hand, and against a count of the looks before each token.
import { expect, it } from 'vitest';
import { turnUnits } from '../../src/3-rollouts/units/turnUnits.ts';
import type { Look } from '../../src/3-rollouts/types.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const look = (row: number, after: number) => ({ row, after }) as Look;
const turnsOf = (looks: readonly Look[]) => ({ looks, calls: looks.length, failures: 0, callsOf: new Int32Array(0) });

it('begins a turn behind each crop and leaves padding out', () => {
  const lengths = Int32Array.of(5, 2, 0);
  const turns = turnsOf([look(0, 2), look(0, 4)]);
  const { of, count } = turnUnits({ lengths, maxTokens: 6, turns });
  expect([...of]).toEqual([0, 0, 1, 1, 2, -1, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1]);
  expect(count).toBe(3);
  expect(turnUnits({ lengths: Int32Array.of(0), maxTokens: 2 })).toEqual({ of: Int32Array.of(-1, -1), count: 1 });
});

it('counts the looks before each token', () => {
  const { below } = randomInputs();
  const maxTokens = 12;
  const lengths = Int32Array.from({ length: 40 }, () => below(maxTokens + 1));
  const looks = Array.from({ length: 60 }, () => below(40)).map((row) => look(row, below(lengths[row]! + 1)));
  const { of } = turnUnits({ lengths, maxTokens, turns: turnsOf(looks) });
  of.forEach((unit, i) => {
    const [row, t] = [Math.floor(i / maxTokens), i % maxTokens];
    const before = looks.filter((own) => own.row === row && own.after <= t).length;
    expect(unit).toBe(t < lengths[row]! ? before : -1);
  });
});
