// What: what a skill is, and the question that it asks. One file of skills/ per skill, found by itself; the file's name is the skill's.
// Source: the same skills in Python: pretrain/pocket/skills; questions in the default grammar (think, box, answer).
import type { Truth } from '../../4-rewards/types.ts';
import type { Dice } from '../dice.ts';
import type { Wish } from './compose.ts';
import type { Raster } from './raster.ts';
import type { KnownScene, Pair } from './scene.ts';

type Always = 'answer' | 'boxes' | 'labels' | 'facts';
/** The question, and its truth: each skill gives every field that it knows. */
export interface Asked extends Omit<Truth, Always>, Required<Pick<Truth, Always>> {
  readonly question: string;
  /** The plainest wording of the same question. */
  readonly plain: string;
  /** A short true thought that leads to the answer. */
  readonly think: string;
}

interface OnePicture {
  readonly pictures: 1;
  /** What the scene shall hold beside what the difficulty asks for; `nouns` are those of the picture set. */
  wish?(difficulty: number, dice: Dice, nouns: readonly string[]): Partial<Wish>;
  /** Whether the picture is damaged, and how. */
  readonly damages?: boolean;
  /** Not among mixed scenes, and no skill in Python: it puts together what Pocket was taught otherwise. */
  readonly apart?: boolean;
  /** null where the scene does not allow such a question. */
  ask(scene: KnownScene, dice: Dice): Asked | null;
}

/** A picture that holds no things of the picture set: the skill draws it. */
interface OwnPicture {
  readonly pictures: 1;
  /** null where this try does not come out. */
  draw(difficulty: number, dice: Dice): { readonly picture: Raster; readonly asked: Asked } | null;
}

interface TwoPictures {
  readonly pictures: 2;
  /** One thing changed, or one picture is the worse one. */
  readonly pair: 'change' | 'quality';
  ask(pair: Pair, dice: Dice): Asked | null;
}

export type Skill = OnePicture | OwnPicture | TwoPictures;
