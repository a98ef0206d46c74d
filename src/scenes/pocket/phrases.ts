// What: words for things: names that fit one thing of a scene only, articles, plurals, short facts.
// The twin of pretrain/pocket/phrases.py.
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import type { Dice } from '../dice.ts';
import { place } from './relations.ts';
import type { KnownScene, Thing } from './scene.ts';
import { NOUNS, rowOf, WORDINGS } from './tables.ts';

const PLURAL_ONLY = ['grapes', 'headphones', 'scissors', 'pants', 'glasses'];

export const plural = (noun: string): string => rowOf(noun)?.plural ?? `${noun}s`;
export const counted = (noun: string, count: number): string => `${count} ${count === 1 ? noun : plural(noun)}`;
export const isAre = (noun: string): string => (PLURAL_ONLY.includes(noun) ? 'are' : 'is');
export const lastWord = (words: string): string => words.split(' ').at(-1)!;
export const ofNoun = ({ things }: KnownScene, noun: string): Thing[] => things.filter((thing) => thing.noun === noun);
export const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

export function withArticle(noun: string, colour: string | null = null): string {
  const words = colour ? `${colour} ${noun}` : noun;
  if (WORDINGS.no_article.includes(noun)) return words;
  return `${'aeiou'.includes(words[0]!) ? 'an' : 'a'} ${words}`;
}

/** Other words for a noun. */
export const synonyms = (noun: string): string[] =>
  Object.entries(WORDINGS.synonyms).flatMap(([word, of]) => (of === noun ? [word] : []));

/** What a thing may be called besides `words`: its noun and the synonyms, with the colour where the words have it. */
export function alsoCalled({ noun, colour }: Thing, words: string): Pick<Truth, 'acceptedAnswers'> {
  const colourful = colour !== null && words.startsWith(`${colour} `);
  const all = [noun, ...synonyms(noun)].map((name) => (colourful ? `${colour} ${name}` : name));
  const others = all.filter((name) => name !== words);
  return others.length > 0 ? { acceptedAnswers: others } : {};
}

/** A choice that the question offers. */
export const choice = (options: readonly string[], answer: string): Pick<Truth, 'options' | 'answerOption'> => ({
  options,
  answerOption: options.indexOf(answer),
});

/** All short names that fit this thing alone: the plainest first. Empty where there is none. */
export function names(thing: Thing, scene: KnownScene): string[] {
  const kin = ofNoun(scene, thing.noun);
  const { colour, noun } = thing;
  const byColour = colour && kin.filter((other) => other.colour === colour || other.colour === null).length === 1;
  return [...(kin.length === 1 ? [noun] : []), ...(byColour ? [`${colour} ${noun}`] : [])];
}

export function nameOf(thing: Thing, scene: KnownScene, dice: Dice): string | null {
  const found = names(thing, scene);
  if (found.length === 0) return null;
  return dice.chance(0.7) ? found[0]! : dice.pick(found);
}

/** The things that have a name of their own, shuffled. */
export const named = (scene: KnownScene, dice: Dice): (readonly [Thing, string])[] =>
  dice.shuffled(
    scene.things.flatMap((thing) => {
      const name = nameOf(thing, scene, dice);
      return name ? [[thing, name] as const] : [];
    }),
  );

/** A noun of the table that no thing of the scene could pass for. */
export function absent(scene: KnownScene, dice: Dice): string {
  const here = unique(scene.things.map(({ noun }) => noun));
  const alike = (a: string, b: string) => a.includes(b) || b.includes(a);
  return dice.pick(NOUNS.filter(({ noun }) => !here.some((other) => alike(noun, other)))).noun;
}

const atPlace = (box: Box) => (place(box) === 'middle' ? 'in' : 'at');
export const placeFact = (words: string, box: Box): string =>
  `the ${words} ${isAre(lastWord(words))} ${atPlace(box)} the ${place(box)}`;
export const placeTriple = (words: string, box: Box) => [words, atPlace(box), place(box)] as const;

/** One sentence from left to right: 'a red cup, a dog and 2 cats'; null where it would be long. */
export function caption({ things }: KnownScene): string | null {
  const row = things.toSorted((s, t) => s.box[0] + s.box[2] - t.box[0] - t.box[2]);
  const nouns = unique(row.map(({ noun }) => noun));
  if (nouns.length > 4) return null;
  const words = nouns.map((noun) => {
    const same = row.filter((thing) => thing.noun === noun);
    return same.length === 1 ? withArticle(noun, same[0]!.colour) : counted(noun, same.length);
  });
  if (words.length === 0) return 'an empty scene';
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
