// What: `--scenes skill=find,count=400,held=48,seed=1` as a checked order: scenes that the page's generator makes in the headless page.
import type { SceneRequest } from '../scenes/types.ts';

export interface SceneOrder extends Omit<SceneRequest, 'index'> {
  readonly source: string;
  /** Scenes to train on: numbers 0 … count − 1 of the seed. */
  readonly count: number;
  /** Held-out scenes: the numbers after them, so that none is drawn twice. */
  readonly held: number;
}

const NUMBERS: Readonly<Record<string, readonly [least: number, most: number, whole: boolean]>> = {
  count: [1, 5000, true],
  held: [0, 1000, true],
  seed: [0, 2 ** 32 - 1, true],
  difficulty: [0, 1, false],
};
const USUAL: SceneOrder = { source: 'pocket', skill: 'mixed', difficulty: 0.4, seed: 1, count: 100, held: 24 };

/** Throws an Error whose message says what to write instead. */
export function parseSceneOrder(text: string): SceneOrder {
  const given = text.split(',').map((part): readonly [string, string | number] => {
    const [name = '', value = ''] = part.split('=').map((piece) => piece.trim());
    if (value !== '' && (name === 'skill' || name === 'source')) return [name, value];
    const range = NUMBERS[name];
    if (!range) throw new Error(`--scenes: '${part}' is unknown; write ${Object.keys(USUAL).join('=…, ')}=….`);
    const [least, most, whole] = range;
    const number = value === '' ? NaN : Number(value);
    if (number >= least && number <= most && (!whole || Number.isInteger(number))) return [name, number];
    throw new Error(
      `--scenes: ${name} is '${value}'; it must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`,
    );
  });
  return { ...USUAL, ...Object.fromEntries(given) };
}
