// What: which of two things is bigger or smaller, of which nouns there are more, and the order of all by size.
import type { Dice } from '../../dice.ts';
import { asked, boxed } from '../asked.ts';
import { choice, counted, isAre, lastWord, named, ofNoun, plural, unique } from '../phrases.ts';
import { area, bigger } from '../relations.ts';
import type { KnownScene } from '../scene.ts';
import type { Asked, Skill } from '../skill.ts';

function sizes(scene: KnownScene, dice: Dice): Asked | null {
  const found = named(scene, dice);
  for (let i = 0; i + 1 < found.length; i++) {
    const [[a, words], [b, other]] = [found[i]!, found[i + 1]!];
    if (!bigger(a.box, b.box) && !bigger(b.box, a.box)) continue;
    const kind = dice.pick(['bigger', 'smaller']);
    const first = bigger(a.box, b.box) === (kind === 'bigger');
    const [thing, answer, than] = first ? [a, words, other] : [b, other, words];
    const think = `the ${answer} ${isAre(lastWord(answer))} ${kind} than the ${than}`;
    const truth = { ...choice([words, other], answer), triples: [[answer, `${kind} than`, than] as const] };
    return asked('compare', kind, { thing: words, other }, dice, { think, answer, ...truth, ...boxed(thing) });
  }
  return null;
}

function more(scene: KnownScene, dice: Dice): Asked | null {
  const [a, b] = dice.shuffled(unique(scene.things.map(({ noun }) => noun)));
  if (a === undefined || b === undefined) return null;
  const [n, m] = [ofNoun(scene, a).length, ofNoun(scene, b).length];
  if (n === m) return null;
  const facts = [counted(a, n), counted(b, m)];
  const both = [plural(a), plural(b)] as const;
  const [answer, than] = n > m ? both : ([both[1], both[0]] as const);
  const truth = { ...choice(both, answer), triples: [[answer, 'more than', than] as const] };
  const rest = { think: `there are ${facts.join(' and ')}`, answer, facts, ...truth };
  return asked('compare', 'more', { things: both[0], others: both[1] }, dice, rest);
}

/** truth.order[i] = the rank of thing i from the back, 0 = the biggest. */
function order(scene: KnownScene, dice: Dice): Asked | null {
  const things = scene.things.toSorted((a, b) => area(b.box) - area(a.box));
  const words = things.map(({ noun }) => noun);
  const clear = things.every((thing, i) => i === 0 || bigger(things[i - 1]!.box, thing.box));
  if (things.length < 2 || things.length > 4 || new Set(words).size < words.length || !clear) return null;
  const think = `the ${words[0]} ${isAre(words[0]!)} the biggest`;
  const ranks = scene.things.map(({ noun }) => words.indexOf(noun));
  const triples = words.slice(1).map((word, i) => [words[i]!, 'bigger than', word] as const);
  return asked('compare', 'order', {}, dice, { think, answer: words.join(', '), order: ranks, triples });
}

function ask(scene: KnownScene, dice: Dice): Asked | null {
  const drawn = dice.next();
  return (drawn < 0.25 ? order(scene, dice) : drawn < 0.5 ? more(scene, dice) : null) ?? sizes(scene, dice);
}

export const skill: Skill = {
  pictures: 1,
  wish: (difficulty, dice) => ({ count: dice.whole(2, 3 + Math.round(3 * difficulty)), least: 0.12 }),
  ask,
};
