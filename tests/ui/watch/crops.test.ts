// What: the panel "crops" on a fed step: crops at their place in the text, cut from the picture, and what looking was worth.
import { expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/crops.tsx';
import { answer, drawn, fed, group, words } from './watchFixtures.ts';

const LOOK = { after: 2, box: [0.25, 0.5, 0.75, 1] } as const;

test.each(['deepeyes', 'mgpo', 'chain_of_focus', 'vlm_r3'])(
  '%s: each crop stands behind the tokens after which it came',
  (recipe) => {
    const rollouts = [
      answer('I see a cat', { reward: 0.5, advantage: -1 }),
      answer('let me look now closer still', {
        reward: 1,
        advantage: 1,
        looks: [LOOK, { after: 4, box: [0, 0, 0.5, 0.5] }],
      }),
      answer('look here', { reward: 0, advantage: 0, looks: [LOOK] }),
    ];
    const markup = drawn(Panel, fed(recipe, { groups: [group(rollouts)] }));
    expect(words(markup)).toBe(
      '|2 of 3 answers looked closer, 3 crops in all; mean reward with a look 0.5, without 0.5|Answer 2| |advantage 1.00, reward 1.00|let me| look now| closer still|Answer 3| |advantage 0.00, reward 0.00|look here|',
    );
    // The picture is 200 × 100.
    expect([...markup.matchAll(/viewBox="([^"]*)"/g)].map(([, box]) => box)).toEqual([
      '50 50 100 50',
      '0 0 100 50',
      '50 50 100 50',
    ]);
    expect(markup).toContain('aria-label="Crop 1, from 25, 50 to 75, 100 %"');
    expect(markup.match(/href="blob:p"/g)).toHaveLength(3);
  },
);

test('nobody looked: a sentence; the picture is gone: the places are named', () => {
  const nobody = fed('mgpo', { groups: [group([answer('a', { reward: 0.25 })])] });
  expect(words(drawn(Panel, nobody))).toBe(
    '|0 of 1 answers looked closer, 0 crops in all; mean reward 0.25|No answer of this group asked to look closer.|',
  );
  const gone = fed('mgpo', { groups: [group([answer('a b c', { looks: [LOOK] })])], prompts: [] });
  expect(words(drawn(Panel, gone))).toContain('a b|[Crop 1, from 25, 50 to 75, 100 %]|');
});
