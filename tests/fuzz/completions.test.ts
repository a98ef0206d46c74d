// What: token soup through every reward of shaders/4-rewards: the shader and its float64 reference agree on each, and what they give lies in the
// range that the header names. In CI every eighth reward is tried, another eighth with every seed.
import { test } from 'vitest';
import { grammarByName, grammarNames } from '../../src/4-rewards/grammars.ts';
import { rewardByName, rewardNames } from '../../src/4-rewards/registry.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import type { RandomInputs } from '../gpu/randomInputs.ts';
import { compareReward } from '../4-rewards/rewardFixtures.ts';
import { IS_WHOLE, SEED, WANTED_RUNS } from './fuzz.ts';

const SHARE = 8;
const names = rewardNames().filter((_, i) => IS_WHOLE || i % SHARE === SEED % SHARE);
/** One batch for one reward, in groups of 5; the last workgroup is not full. */
const BATCH = IS_WHOLE ? Math.ceil(WANTED_RUNS / names.length / 5) * 5 : 65;

const LOOSE = ['0', '1', '-0', '.5', '1.', '1e9', '-7', '999999999999', '9'.repeat(45), '0.30000001', '100', '50%', '1,234', '1/2', '½', '∞', 'NaN', 'null', 'red', 'Dog', 'cat', 'yes', 'No', 'A', '(B)', 'C.', 'é', '狗', '🐶', '\u0000', '\n', '\t', ' ', '  ', ',', ';', '.', '!', '[', ']', '{', '}', '"', "'", '\\', '\\boxed{', '$', '<', '>', '/', '</', '<|', '```json', '[10,20,30,40]', '10 20 30 40', '[[1,2,3,4],[5,6,7,8]]', '{"bbox_2d": [1, 2, 3, 4], "label": "dog"}', '40 30 20 10', '(5,6)', 'step 1:', 'wait', 'the the the', 'left of', '->', 'zoom(', 'Final answer:']; // prettier-ignore

function soup({ below, next }: RandomInputs, tags: readonly string[]): string {
  const loose = () => LOOSE[below(LOOSE.length)]!;
  const some = (most: number, make: () => string) => Array.from({ length: below(most) }, make).join(next() < 0.5 ? ' ' : ''); // prettier-ignore
  const piece = (): string => {
    const tag = tags[below(tags.length)]!;
    const kind = next();
    if (kind < 0.35) return `<${tag}>${some(5, loose)}</${next() < 0.9 ? tag : tags[below(tags.length)]!}>`;
    if (kind < 0.45) return `<${tag}>`;
    if (kind < 0.55) return `</${tag}>`;
    return loose();
  };
  const text = some(14, piece);
  return next() < 0.1 ? text.slice(0, below(text.length + 1)) : text;
}

const grammars = grammarNames();
const common = grammarByName('think_box_answer');

test.for(names)(`%s (${BATCH} inputs, ROLLSCOPE_FUZZ_SEED=${SEED})`, { timeout: 600_000 }, async (name, { task }) => {
  const random = randomInputs(SEED + names.indexOf(name));
  const grammar = random.next() < 0.4 ? common : grammarByName(grammars[random.below(grammars.length)]!);
  const tags = [...grammar.tags.map((tag) => tag.name), 'answer', 'Think', 'x'];
  await compareReward(
    rewardByName(name),
    Array.from({ length: BATCH }, () => soup(random, tags)),
    { random, grammar, score: random.next },
  );
  task.meta.fuzz = { kind: 'completions', inputs: BATCH, read: BATCH, refused: 0 };
});
