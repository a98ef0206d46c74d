// What: the names that data sets give to their parts (train, val, test, …) → what is learnt from and what is held out.
export type Split = 'train' | 'heldOut';

const TRAIN = /^train(ing)?[-_]?\d*$/i;
const HELD_OUT = /^(held_?out|val(id(ation)?)?|dev(elopment)?|test(ing)?|eval(uation)?|testmini)[-_]?\d*$/i;

/** The names that data sets give to their splits; undefined for another name. */
export function splitNamed(name: unknown): Split | undefined {
  if (typeof name !== 'string') return undefined;
  return TRAIN.test(name) ? 'train' : HELD_OUT.test(name) ? 'heldOut' : undefined;
}

/** By the innermost folder that is named like a part of a data set (train, valid, test, …), or by the file's own name. */
export function splitInPath(path: string): Split | undefined {
  const parts = path.split('/').map((part) => part.replace(/\.\w+$/, ''));
  return parts
    .reverse()
    .map(splitNamed)
    .find((split) => split !== undefined);
}

/** Held-out prompts are no use where nothing is left to learn from: then the names of the folders are no parts. */
export function withSplits<P extends { readonly split?: Split | undefined }>(items: readonly P[]): readonly P[] {
  if (items.some(({ split }) => split === 'train' || split === undefined)) return items;
  return items.map((item) => ({ ...item, split: undefined }));
}
