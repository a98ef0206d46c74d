// What: every reward in Python gives what its float64 reference gives, over random completions (in CI every eighth reward is tried, another
// eighth with every seed; ROLLSCOPE_FUZZ_RUNS=10000 tries all, on so many in all); those that need more than completions and truth are stubs that say why.
import { expect, test } from 'vitest';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { rewardByName, rewardNames } from '../../src/4-rewards/registry.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { exportRewards, reasonForStub } from '../../src/export/python/rewardModules.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { knobsOf } from '../../src/4-rewards/rewardUses.ts';
import { parseTexts } from '../4-rewards/completionFixtures.ts';
import { randomText, randomTruth } from '../4-rewards/rewardFixtures.ts';
import { IS_WHOLE, SEED, WANTED_RUNS } from '../fuzz/fuzz.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { hasPython, inPython } from './pythonHarness.ts';

const SHARE = 8;
const GENERATIONS = 5;
const known = new Set(rewardNames());
/** Rewards whose columns a reward reads; null: it reads something else, too. */
function readBy(name: string): readonly string[] | null {
  const columns = rewardByName(name).signals.map((signal) => /^reward\/(.+)$/.exec(signal.name)?.[1] ?? null);
  return columns.every((one) => one !== null && known.has(one)) ? (columns as string[]) : null;
}
/** Each behind those that it reads. */
function withRead(wanted: readonly string[], found: string[] = []): readonly string[] {
  for (const name of wanted) {
    withRead(readBy(name) ?? [], found);
    if (!found.includes(name)) found.push(name);
  }
  return found;
}
const names = withRead(rewardNames().filter((_, i) => IS_WHOLE || i % SHARE === SEED % SHARE));
const asReady = (name: string) => {
  const reward = rewardByName(name);
  return { reward, as: name, weight: 1, knobs: knobsOf(reward, {}), signals: reward.signals };
};
const ready = names.map(asReady);
const isScored = (name: string): boolean => {
  const isStub = reasonForStub(asReady(name)) !== null;
  return !isStub && (readBy(name)?.every(isScored) ?? false);
};

test.skipIf(!hasPython())(
  `Python gives what the reference gives (ROLLSCOPE_FUZZ_SEED=${SEED})`,
  { timeout: 3_600_000 },
  async () => {
    const random = randomInputs(SEED);
    const grammar = grammarByName('think_box_answer');
    const prompts = IS_WHOLE ? Math.ceil(WANTED_RUNS / names.length / GENERATIONS) : 2;
    const texts = Array.from({ length: prompts * GENERATIONS }, () => randomText(random));
    const truths = Array.from({ length: prompts }, () => randomTruth(random));
    const exported = exportRewards(ready, grammar, [100, 100]);
    const columns = inPython(exported, { texts, truths, generations: GENERATIONS });
    const parsed = await parseTexts(new ReferenceCompute(), texts, { grammar });
    for (const use of ready) {
      const made = columns[use.as]!;
      if (!isScored(use.as)) {
        expect(made).toMatch(
          /^(NotImplementedError: The reward .* has no counterpart in Python|ValueError: The reward .* reads the column)/,
        );
        continue;
      }
      expect(made, use.as).toBeInstanceOf(Array);
      const { columns: all } = await scoreRewards(new ReferenceCompute(), { parsed, truths, generations: GENERATIONS, signals: {}, rewardFuncs: withRead([use.as]), rewardWeights: [], knobs: {} }); // prettier-ignore
      const expected = all.at(-1);
      expected!.values.forEach((value, r) => {
        const wanted = expected!.scorable?.[r] === 0 ? null : value;
        const got = made[r] as number | null;
        if (wanted === null || got === null) return expect(got, `${use.as} of ${texts[r]}`).toBe(wanted);
        expect(Math.abs(got - wanted), `${use.as} of ${texts[r]}: ${got}, not ${wanted}`).toBeLessThanOrEqual(
          2e-6 + 1e-5 * Math.abs(wanted),
        );
      });
    }
  },
);
