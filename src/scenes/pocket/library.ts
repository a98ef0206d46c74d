// What: the cut-outs and backgrounds of public/scenes in memory, drawn by noun and style. The twin of pretrain/pocket/library.py.
import type { Dice } from '../dice.ts';
import { cropped } from './raster.ts';
import type { Raster } from './raster.ts';
import { rowOf } from './tables.ts';

/** One entry of public/scenes/sprites.json (written by pretrain/pocket/make_sprites.py). */
export interface SpriteEntry {
  readonly noun: string;
  readonly style: string;
  readonly colour: string | null;
  /** Things of this kind come in any colour. */
  readonly paintable: boolean;
  readonly sheet: number;
  readonly rect: readonly number[];
}

export interface SpriteTable {
  readonly sheets: readonly string[];
  /** Of one style against another. */
  readonly weights: Readonly<Record<string, number>>;
  readonly sprites: readonly SpriteEntry[];
  readonly backgrounds: readonly { readonly file: string }[];
}

export interface Sprite extends Pick<SpriteEntry, 'noun' | 'style' | 'colour' | 'paintable'> {
  readonly category: string;
  readonly picture: Raster;
}

export class Library {
  readonly sprites: readonly Sprite[];
  readonly nouns: readonly string[];

  constructor(
    private readonly table: SpriteTable,
    sheets: readonly Raster[],
    readonly backgrounds: readonly Raster[],
  ) {
    this.sprites = table.sprites.flatMap(({ noun, style, colour, paintable, sheet, rect }) => {
      const category = rowOf(noun)?.category;
      const [x, y, w, h] = rect as [number, number, number, number];
      const picture = cropped(sheets[sheet]!, x, y, w, h);
      return category === undefined ? [] : [{ noun, style, colour, paintable, category, picture }];
    });
    this.nouns = [...new Set(this.sprites.map(({ noun }) => noun))].toSorted();
  }

  style(dice: Dice): string {
    const names = Object.keys(this.table.weights);
    return names[dice.weighted(Object.values(this.table.weights))]!;
  }

  /** A cut-out of the noun in the style; either may be open, and a style that lacks the noun is left. */
  sprite(dice: Dice, noun: string | null = null, style: string | null = null): Sprite {
    const inStyle = this.sprites.filter((sprite) => sprite.style === style && (noun === null || sprite.noun === noun));
    if (inStyle.length > 0) {
      const drawn = noun ?? dice.pick([...new Set(inStyle.map((sprite) => sprite.noun))]);
      return dice.pick(inStyle.filter((sprite) => sprite.noun === drawn));
    }
    const drawn = noun ?? dice.pick(this.nouns);
    const own = this.sprites.filter((sprite) => sprite.noun === drawn);
    if (own.length === 0) throw new Error(`The picture set has no '${drawn}'.`);
    const styles = [...new Set(own.map((sprite) => sprite.style))];
    const chosen = styles[dice.weighted(styles.map((name) => this.table.weights[name] ?? 1))];
    return dice.pick(own.filter((sprite) => sprite.style === chosen));
  }
}
