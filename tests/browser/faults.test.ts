// What: what can happen to a page in a run, once each, at random moments of the run (their seed is printed; ROLLSCOPE_SEED repeats it): no step is
// lost, the run goes on with the numbers of one that nothing disturbed, and the page says what to do. ROLLSCOPE_FAULT_RUNS=20 tries twenty
// moments each, as does npm run bench -- --faults, which prints the table.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS } from '../../bench/faults/kinds.ts';
import { World } from '../../bench/faults/world.ts';

const LONG = 600_000;
const seed = Number(process.env['ROLLSCOPE_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const RUNS = Number(process.env['ROLLSCOPE_FAULT_RUNS'] ?? 1);
let world: World;

beforeAll(async () => {
  console.log(`Faults of the page: ROLLSCOPE_SEED=${seed}`);
  world = await World.open(seed);
}, LONG);
afterAll(() => world?.close());

test.each(FAULTS)('$name', { timeout: LONG * RUNS }, async (kind) => {
  for (let run = 1; run <= RUNS; run++) {
    const { lost, resumed, sentence, wrong } = await kind.run(world);
    expect(wrong).toEqual([]);
    expect(resumed).toBe(true);
    // A tab can be closed while its last step is on the way to the disk.
    expect(lost).toBeLessThanOrEqual(kind.closesTab ? 1 : 0);
    // In the first step there is nothing that could be offered again.
    if (sentence !== '') expect(sentence).toMatch(/[\w)]\.$/);
  }
});
