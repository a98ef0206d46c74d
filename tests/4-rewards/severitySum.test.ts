// What: lists of errors in a judge's reply: what is added up, and what cannot be read (null).
import { expect, it } from 'vitest';
import type { Signals } from '../../src/blocks/signals.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';
import { checkReward, scores } from './rewardFixtures.ts';

/** null where the reply is not scored. */
async function read(replies: readonly string[]): Promise<(number | null)[]> {
  const compared = await scores('severitySum', {}, replies);
  const compute = await testCompute();
  const parsed = await parseTexts(compute, replies);
  const signals: Signals = new Map();
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, uses: [{ name: 'severitySum' }], truths: [{}], generations: replies.length, signals },
  });
  return compared.map((value, r) => (columns[0]!.scorable?.[r] === 0 ? null : value));
}

const errors = (...severities: readonly unknown[]) =>
  JSON.stringify({ errors: severities.map((severity) => ({ severity })) });

it('adds up the severities of the objects in the list', async () => {
  const replies = [
    errors(),
    errors(3),
    errors(7, 7, 10),
    errors(1.5, 0.5),
    errors(-3, 2),
    errors(true, false, '2', ' 1e1 ', '-4', '1,5', 'two', '', null, [3], { severity: 3 }),
    '{"errors":[{"type":"a"},{"severity":2},3,"4",[{"severity":5}]]}',
    '{"count":3}',
    '{}',
    '{"errors":[{"severity":2},{"severity":4,"severity":1}],"more":{"severity":9}}',
    '{"errors":[{"severity":9}],"errors":[{"severity":1}]}',
    '{"a":[{"severity":9}],"errors":[{"b":{"severity":9},"severity":1}]}',
    '{"errors":[{"severity":1e9}]}',
    '{"errors":[{"severity":-Infinity},{"severity":4}]}',
  ];
  expect(await read(replies)).toEqual([0, 3, 24, 2, 2, 13, 2, 0, 0, 3, 1, 1, 1e6, 4]);
});

it('finds the object behind thinking, in a fence, and in the middle of a text', async () => {
  const replies = [
    ` \u00a0${errors(2)}\n`,
    `\`\`\`json\n${errors(2)}\n\`\`\``,
    `\`\`\`${errors(2)}\`\`\``,
    `\`\`\`\n${errors(2)}`,
    `<think>${errors(9)}</think>${errors(1)}`,
    `<think>${errors(9)}</think>\n\`\`\`JSON \n${errors(1)} \`\`\`<think>x</think>`,
    `{"errors":[{"severity":<think>9,</think>1}]}`,
    `Here it is: ${errors(2)}. Done {`,
    `${errors(2)} and ${errors(3)}`,
    `[${errors(2)}, ${errors(3)}]`,
    `[{"severity": 2}]`,
    `<think>${errors(9)}`,
  ];
  expect(await read(replies)).toEqual([2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 0, 9]);
});

it('does not score what it cannot read', async () => {
  const replies = [
    'sorry',
    '',
    '{"errors": [{"severity": 2}',
    '{"errors": {"severity": 2}}',
    '{"errors": null}',
    "{'errors': []}",
    // Braces in texts are counted where the object is looked for.
    'x {"a": "}", "errors": []}',
    '{bad} {"errors": []}',
    '3',
    '"{',
  ];
  const expected = replies.map(() => null);
  expect(await read([...replies, '"{}"'])).toEqual([...expected, 0]);
});

it('agrees with its reference', async () => {
  await checkReward('severitySum');
});
