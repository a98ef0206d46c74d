// What: the panel "fade" on fed steps: trust and fading taken apart, the scores that were heard, and both curves.
import { expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/fade.tsx';
import { fadingAt, trustedOf } from '../../../src/ui/watch/parts/trusted.ts';
import { signalScores } from '../../4-rewards/signalScores.ts';
import { answer, drawn, fed, group, words } from './watchFixtures.ts';

const NAMES = { trust: 'thinkingTrust', paid: 'trustedThinking', score: 'judge/score', outcome: 'boxIou' };
const STEP = 51;
const FADING = Math.exp(-50 / 500);

/** Outcome and score of each answer → columns as the rewards give them. */
function judged(answers: readonly (readonly [outcome: number, score: number])[], gamma: number) {
  const trust = gamma * FADING;
  return answers.map(([boxIou, score]) =>
    answer('a', {
      rewards: { boxIou, thinkingTrust: trust, trustedThinking: boxIou >= 0.2 ? trust * score : 0 },
      numbers: { 'judge/score': score },
    }),
  );
}
const ANSWERS = [
  [0.9, 0.5],
  [0.6, 0.25],
  [0.4, 1],
  [0.1, 0.75],
] as const;
// Right: (0.5 + 0.25)/2; others: 1 is heard, 0.75 is not.
const [RIGHT, OTHERS] = [0.375, 0.5];
const GAMMA = Math.exp(RIGHT - OTHERS);

const metrics = Array.from({ length: STEP }, (_, i) => ({
  'rewards/thinkingTrust/mean': i === 50 ? GAMMA * FADING : 1,
}));
const props = fed('sophiavl_r1', { groups: [group(judged(ANSWERS, GAMMA))], metrics });

test('the means that decide are those of the scores that were heard, and give the trust of the reward', () => {
  const found = trustedOf(props.shown.group.rollouts, NAMES)!;
  expect([found.rightMean, found.othersMean]).toEqual([RIGHT, OTHERS].map((value) => expect.closeTo(value, 6)));
  expect(found.others.map(({ heard }) => heard)).toEqual([true, false]);
  expect(found.trust / fadingAt(STEP, 500)).toBeCloseTo(Math.exp(found.rightMean - found.othersMean), 6);
});

test('the rewards themselves give such columns: what the panel takes apart is what they put together', async () => {
  const [outcome, score] = [0, 1].map((side) => ANSWERS.map((own) => own[side]!)) as [number[], number[]];
  const trust = await signalScores('thinkingTrust', { signals: { outcome, score }, step: STEP - 1, generations: 4 });
  const paid = await signalScores('trustedThinking', { signals: { outcome, score, trust }, generations: 4 });
  const rollouts = outcome.map((boxIou, r) =>
    answer('a', {
      rewards: { boxIou, thinkingTrust: trust[r]!, trustedThinking: paid[r]! },
      numbers: { 'judge/score': score[r]! },
    }),
  );
  const found = trustedOf(rollouts, NAMES)!;
  expect([found.rightMean, found.othersMean]).toEqual([RIGHT, OTHERS].map((value) => expect.closeTo(value, 5)));
  expect(found.trust / fadingAt(STEP, 500)).toBeCloseTo(GAMMA, 5);
  expect(found.others.map(({ heard }) => heard)).toEqual([true, false]);
});

test('in words: what the judge counts, and why', () => {
  const read = words(drawn(Panel, props));
  expect(read).toContain('In this group the judge counts 0.799 = trust 0.882 × fading 0.905.');
  expect(read).toContain('Wrong answers think better than right ones (0.5 against 0.375): the judge loses trust.');
  const markup = drawn(Panel, props);
  expect(markup).toContain('right: 0.5, 0.25. others: 1, 0.75.');
  const dots = [...markup.matchAll(/<g class="(\w*)"><circle cx="([\d.]+)" cy="14" r="(\d)"/g)].map((m) => m.slice(1));
  expect(dots).toEqual([
    ['heard', '122', '5'],
    ['heard', '87', '5'],
    ['heard', '192', '5'],
    ['', '157', '5'],
  ]);
  expect(markup).toContain('trust: from 1 at step 1 to 0.799 at step 51;');
  expect(markup).toContain('fading: from 1 at step 1 to 0.905 at step 51;');
});

test('answers with the same score are one dot with their number', () => {
  const alike = [
    [1, 0.5],
    [0.9, 0.5],
    [0.3, 0.5],
  ] as const;
  const markup = drawn(Panel, fed('sophiavl_r1', { groups: [group(judged(alike, 1))], metrics }));
  expect(markup).toMatch(/<circle cx="122" cy="14" r="7"><\/circle><text [^>]*>2<\/text>/);
  expect(words(markup)).toContain('|right 2|2|others 1|0|1|');
});

test('trust that is kept, a judge that is not asked, and nobody right', () => {
  const kept = fed('sophiavl_r1', {
    groups: [
      group(
        judged(
          [
            [1, 1],
            [0.3, 0.5],
          ],
          1,
        ),
      ),
    ],
    metrics,
  });
  expect(words(drawn(Panel, kept))).toContain(
    'trust 1 × fading 0.905. Right answers think at least as well as the others (1 against 0.5)',
  );
  const dropped = fed('sophiavl_r1', {
    groups: [
      group(
        judged(
          [
            [1, 1],
            [0.95, 0.5],
          ],
          0,
        ),
      ),
    ],
    metrics,
  });
  expect(words(drawn(Panel, dropped))).toContain('the judge counts 0: all answers are right, or all are wrong.');
  const nobody = fed('sophiavl_r1', {
    groups: [
      group(
        judged(
          [
            [0.4, 0.5],
            [0.3, 0.25],
          ],
          1,
        ),
      ),
    ],
    metrics,
  });
  expect(words(drawn(Panel, nobody))).toContain('No answer is right; the others think 0.375 on average.');
});

test('answers without a judge: a sentence', () => {
  const bare = fed('sophiavl_r1', { groups: [group([answer('a', { rewards: { thinkingTrust: 1 } })])], metrics });
  expect(words(drawn(Panel, bare))).toMatch(/^\|The answers of this step do not/);
});
