// What: what is true about a composed picture; its pixels travel beside it. The twin of pretrain/pocket/scene.py.
// Units: boxes are fractions of the side, x0 y0 x1 y1, of the visible part.
import type { Box } from '../../1-image/types.ts';

export interface Thing {
  readonly noun: string;
  readonly category: string;
  /** One of the 11 basic colours, or null where no colour covers more than 55 %. */
  readonly colour: string | null;
  readonly box: Box;
  readonly style: string;
  /** 0 = farthest back; a higher one may cover a lower one. */
  readonly depth: number;
  /** Share of the thing that others cover. */
  readonly hidden: number;
}

export const DAMAGES = ['blur', 'noise', 'jpeg', 'dark'] as const;
export interface Damage {
  readonly kind: (typeof DAMAGES)[number];
  /** 1 (mild) … 5 (severe) */
  readonly level: number;
}

export interface KnownScene {
  readonly things: readonly Thing[];
  readonly damage: Damage | null;
}

/** What differs in the second picture: `thing` is it as it was (for 'added': as it is now). */
export interface Change {
  readonly thing: Thing;
  readonly attribute: 'colour' | 'noun' | 'added' | 'removed' | 'moved' | 'size';
  /** The new colour or noun; left, right, up, down; bigger, smaller; for added and removed the noun. */
  readonly value: string;
}

/** Two pictures of one prompt: either one thing changed, or one is the better picture. */
export interface Pair {
  readonly first: KnownScene;
  readonly second: KnownScene;
  readonly change: Change | null;
  readonly better: 0 | 1 | null;
}
