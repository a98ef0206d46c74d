// What: a request → pictures, question and truth. Difficulty is how many things there are, how small they get, how often nouns repeat.
// Random numbers: a row of its own for every try (dice.ts), so that the same request always gives the same scene.
import type { Truth } from '../../4-rewards/types.ts';
import { Dice } from '../dice.ts';
import type { Scene, SceneRequest } from '../types.ts';
import { makeBackground } from './background.ts';
import { layOut, sceneOf, WISH } from './compose.ts';
import type { Placed, Wish } from './compose.ts';
import { degraded } from './degrade.ts';
import type { Library } from './library.ts';
import { painted } from './paint.ts';
import { changePair, qualityPair } from './pairs.ts';
import type { Raster } from './raster.ts';
import { DAMAGES } from './scene.ts';
import type { KnownScene, Pair } from './scene.ts';
import type { Asked, Skill } from './skill.ts';
import { SHARES } from './tables.ts';

const files = import.meta.glob<Skill>('./skills/*.ts', { eager: true, import: 'skill' });
export const SKILLS: Readonly<Record<string, Skill>> = Object.fromEntries(
  Object.entries(files).map(([path, skill]) => [/(\w+)\.ts$/.exec(path)![1]!, skill]),
);

export interface MadeScene extends Omit<Scene, 'images'> {
  readonly skill: string;
  readonly pictures: readonly Raster[];
  readonly asked: Asked;
  /** What the pictures show: things of the picture set. */
  readonly shown: KnownScene | Pair;
}

/** What a scene keeps of its facts: the first eight short ones. */
const MOST_FACTS = 8;
const MOST_BYTES = 60;
const TRIES = 200;
/** Rows of random numbers of one scene: a try takes one, and what must look the same in two pictures another. */
const LOOKS = 1000;

function wishOf(difficulty: number, own: Partial<Wish>, dice: Dice): Wish {
  const count = 1 + Math.round(dice.between(0.3, 1) * (1 + 4 * difficulty));
  const least = 0.3 - 0.17 * difficulty;
  return { ...WISH, count, least, most: 0.85 - 0.4 * difficulty, same: 0.05 + 0.5 * difficulty, ...own };
}

type Made = Pick<MadeScene, 'pictures' | 'shown' | 'asked'>;

function oneTry(
  skill: Skill,
  library: Library,
  difficulty: number,
  dice: Dice,
  looks: (thing: Placed) => Dice,
): Made | null {
  if (skill.pictures === 2) {
    const mildest = 4 - Math.round(3 * difficulty);
    const made =
      skill.pair === 'change'
        ? changePair(library, dice.whole(2, 3 + Math.round(2 * difficulty)), dice, looks)
        : qualityPair(library, wishOf(difficulty, {}, dice), mildest, dice);
    const asked = made && skill.ask(made.pair, dice);
    return asked && { pictures: made.pictures, shown: made.pair, asked };
  }
  if ('draw' in skill) {
    const made = skill.draw(difficulty, dice);
    return made && { pictures: [made.picture], shown: { things: [], damage: null }, asked: made.asked };
  }
  const wish = wishOf(difficulty, skill.wish?.(difficulty, dice, library.nouns) ?? {}, dice);
  const placed = layOut(library, wish, dice);
  const damage = skill.damages && dice.chance(0.8) ? { kind: dice.pick(DAMAGES), level: dice.whole(1, 6) } : null;
  const scene = { ...sceneOf(placed, wish.side), damage };
  const asked = skill.ask(scene, dice);
  if (!asked) return null;
  const picture = painted(makeBackground(library, dice, wish.side), placed, dice);
  return { pictures: [damage ? degraded(picture, damage, dice) : picture], shown: scene, asked };
}

const isShort = (fact: Asked['facts'][number]) =>
  new TextEncoder().encode(typeof fact === 'string' ? fact : fact.text).length <= MOST_BYTES;

/** Of what is asked, the words that are no truth. */
const WORDING: readonly string[] = ['question', 'plain', 'think'] satisfies readonly (keyof Asked)[];

/** Every field that the skill gave; the thought is how one gets to the answer. */
function truthOf(asked: Asked): Truth {
  const { think, answer, boxes, facts } = asked;
  const given = Object.entries(asked).filter(([name]) => !WORDING.includes(name));
  const absent: readonly string[] = boxes.length > 0 ? [] : ['boxes', 'labels'];
  const short = facts.filter(isShort).slice(0, MOST_FACTS);
  const steps = think === answer ? {} : { referenceSteps: think.split('. ') };
  const all = { ...steps, expertText: `${think}. ${answer}`, ...Object.fromEntries(given), facts: short };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => !absent.includes(name) && (name !== 'facts' || short.length > 0)),
  );
}

export function makeScene(library: Library, { skill: wanted, difficulty, seed, index }: SceneRequest): MadeScene {
  const names = Object.keys(SKILLS).toSorted();
  const isApart = (one: Skill) => 'apart' in one && one.apart === true;
  const shares = names.map((name) => (isApart(SKILLS[name]!) ? 0 : (SHARES[name] ?? 1)));
  const name = wanted === 'mixed' ? names[new Dice(seed, index).weighted(shares)]! : wanted;
  const skill = SKILLS[name];
  if (!skill) throw new Error(`The scenes have no skill '${name}'; known are mixed, ${names.join(', ')}.`);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const looks = ({ x, y }: Placed) => new Dice(seed, index, LOOKS + (attempt << 20) + (x << 10) + y);
    const made = oneTry(skill, library, difficulty, new Dice(seed, index, attempt), looks);
    if (!made) continue;
    const { question } = made.asked;
    return { name: `${name} ${index + 1}`, skill: name, question, truth: truthOf(made.asked), ...made };
  }
  throw new Error(`No scene fits the skill '${name}' at this difficulty; choose another one.`);
}
