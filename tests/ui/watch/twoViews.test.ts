// What: the panel "twoViews" on fed steps: one card per view in its order, the numbers under each, and the answers that abstain.
import { describe, expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/twoViews.tsx';
import { refusalSeries } from '../../../src/ui/watch/parts/refusals.ts';
import { viewCards } from '../../../src/ui/watch/parts/viewCards.ts';
import { answer, drawn, fed, group, view, words } from './watchFixtures.ts';

describe('PAPO: a view that only the probe looks through', () => {
  const rollouts = [1, 0.5].map((reward, g) =>
    answer('a b', {
      reward,
      signals: { 'masked/logProb': Float32Array.of(-1 - g, -2 - g), 'other/logProb': Float32Array.of(9, 9) },
    }),
  );
  const props = fed('papo', { groups: [group(rollouts)], views: [[view('masked', 'patchDrop')]] });

  test('the visitor’s picture, then the one behind the view, with log p on both sides', () => {
    const markup = drawn(Panel, props);
    expect(words(markup)).toBe(
      '|the picture|2 answers, mean reward 0.75|log p with the whole picture -0.5|masked|patches blacked out|log p behind this view -2|',
    );
    expect(markup).toContain('<img src="blob:p" alt="picture p, the picture"/>');
    expect(markup).toMatch(/<canvas role="img" aria-label="picture p, patches blacked out"/);
  });

  test('without the picture of the step a sentence stands in its place, and the numbers stay', () => {
    const read = words(drawn(Panel, { ...props, views: [] }));
    expect(read).toContain('|Pause the run to see this picture.|masked|log p behind this view -2|');
  });
});

describe('VOGUE: two branches of one question', () => {
  const branch = (entropy: number, taught: readonly boolean[]) =>
    taught.map((isTaught, g) =>
      answer('a b', {
        reward: g,
        tokens: ['a', ' b'].map((text) => ({ text, logProb: -1, entropy })),
        signals: { 'clean/symmetricKl': Float32Array.of(0.1, 0.3) },
        ...(!isTaught && { taught: false as const }),
      }),
    );
  const groups = [
    group(branch(9, [true, true]), { promptId: 'other' }),
    group(branch(1, [true, false]), { tags: { branch: 0 } }),
    group(branch(2, [false, true]), { view: 'noisy', tags: { branch: 1 } }),
  ];
  const views = [[], [view('noisy', 'noise')], [view('drawn', 'noise')]];

  test.each([1, 2])('both stand side by side whichever of them is chosen (group %i)', (index) => {
    const read = words(drawn(Panel, fed('vogue', { groups, views, index })));
    expect(read).toBe(
      '|the picture|2 answers, mean reward 0.5|entropy 1 nats|1 of 2 are taught|noisy|noise|2 answers, mean reward 0.5|entropy 2 nats|1 of 2 are taught|mean clean/symmetricKl 0.2|',
    );
  });

  test('the picture of the branch is the one that it was asked with', () => {
    const cards = viewCards(fed('vogue', { groups, views, index: 1 }));
    expect(cards.map((card) => [card.view, card.picture?.name])).toEqual([
      ['clean', undefined],
      ['noisy', 'drawn'],
    ]);
  });
});

describe('DeFacto: the evidence is masked, and the answers that abstain are counted', () => {
  const rewarded = (values: readonly number[]) =>
    values.map((value) => answer('x', { rewards: { answerOrRefusal: value } }));
  // Evidence there: −1 = it abstains. Masked: 1 = it abstains.
  const step = (clean: readonly number[], masked: readonly number[], other: readonly number[]) => [
    group(rewarded(clean), { tags: { masked: 0, variant: 0 } }),
    group(rewarded(masked), { view: 'evidenceMasked', tags: { masked: 1, variant: 1 } }),
    group(rewarded(other), { view: 'otherMasked', tags: { masked: 0, variant: 2 } }),
  ];
  const groups = step([1, 0, -1], [1, -1, 1], [-1, -1, 0]);
  const props = fed('defacto', { groups, before: [step([1, 1, 1], [-1, -1, -1], [1, 0, 0])], metrics: [{}, {}] });

  test('for each of the three pictures', () => {
    const read = words(drawn(Panel, props));
    expect(read).toMatch(/\|the picture\|3 answers[^|]*\|entropy[^|]*\|1 of 3 abstain\|/);
    expect(read).toMatch(/\|evidenceMasked\|3 answers[^|]*\|entropy[^|]*\|2 of 3 abstain\|/);
    expect(read).toMatch(/\|otherMasked\|3 answers[^|]*\|entropy[^|]*\|2 of 3 abstain\|/);
  });

  test('over the steps, by whether the evidence is there', () => {
    expect(refusalSeries(props.kept, 'answerOrRefusal', true)).toEqual({ steps: [1, 2], values: [0, 2 / 3] });
    expect(refusalSeries(props.kept, 'answerOrRefusal', false)).toEqual({ steps: [1, 2], values: [0, 0.5] });
    const markup = drawn(Panel, props);
    expect(markup).toContain('abstain, evidence masked: from 0 at step 1 to 0.667 at step 2;');
    expect(markup).toContain('abstain, evidence there: from 0 at step 1 to 0.5 at step 2;');
  });
});
