// What: sentences about boxes that were cut, left out or cannot be meant: one for each picture of a table, or each row, and not one for each
// prompt made of it.
import { FILE_TEXTS as T } from './fileTexts.ts';
import type { FoundPrompt, Note } from './importer.ts';
import type { Misplaced, Placed } from './placeBoxes.ts';

interface Counted {
  boxes: number;
  readonly sentence: (boxes: number) => string;
}

function problemSentence({ where, boxForm }: FoundPrompt, picture: string, boxes: number, wrong: Misplaced): string {
  switch (wrong.kind) {
    case 'otherSides':
      return T.otherSides(where, boxes, picture, wrong.table, wrong.picture);
    case 'noSides':
      return T.noSides(where, picture);
    case 'noFractions':
      return T.noFractions(where, wrong.place, boxForm);
    case 'flipped':
      return T.flipped(where, wrong.place, boxForm);
    case 'outside':
      return T.outside(where, wrong.place, picture);
  }
}

export class BoxNotes {
  readonly #counted = new Map<string, Counted>();

  #count(key: string, boxes: number, sentence: Counted['sentence']): void {
    if (boxes === 0) return;
    const known = this.#counted.get(key);
    if (known) known.boxes += boxes;
    else this.#counted.set(key, { boxes, sentence });
  }

  placed({ where, boxForm }: FoundPrompt, picture: string, { cut, outside, flat }: Placed): void {
    this.#count(`cut ${where} ${picture}`, cut, (boxes) => T.cutBoxes(where, boxes, picture, boxForm));
    this.#count(`flat ${where} ${picture}`, flat, (boxes) => T.flatBoxes(where, boxes, picture));
    this.#count(`outside ${where} ${picture}`, outside, (boxes) => T.boxesOutside(where, boxes, picture, boxForm));
  }

  refused(prompt: FoundPrompt, picture: string, wrong: Misplaced): void {
    const boxes = Math.max(1, prompt.truth.boxes?.length ?? 0);
    const key = `${wrong.kind} ${prompt.where} ${picture}`;
    this.#count(key, boxes, (all) => problemSentence(prompt, picture, all, wrong));
  }

  notes(): readonly Note[] {
    return [...this.#counted.values()].map(({ boxes, sentence }) => ({ about: 'row', sentence: sentence(boxes) }));
  }
}
