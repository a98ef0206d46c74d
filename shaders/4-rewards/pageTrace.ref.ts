// What: twin of pageTrace.wgsl, by expressions.
import type { BlockName } from './namedBlock.ref.ts';
import type { Rollout } from './prelude.ref.ts';
import { stripped, textOf } from './unicode.ref.ts';

export const blocksIn = (text: string, name: BlockName): string[] =>
  [...text.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, inner]) => inner!);

export function pageName(path: string): string {
  const text = stripped(path);
  return text.startsWith('[') ? text : text.replace(/\/+$/, '').split('/').at(-1)!.split('.jpg')[0]!;
}

/** The pages of each search, in the order in which they came back. */
export const candidatesOf = (text: string): string[][] =>
  blocksIn(text, 'information').map((block) => block.split('\n').map(pageName).filter((page) => page !== '')); // prettier-ignore

export interface PageFacts {
  /** The pages that count. */
  readonly wanted: readonly string[];
  /** Pages that nothing is to be cut out of. */
  readonly whole: readonly string[];
}

export function pageFacts(rollout: Rollout): PageFacts {
  const kinds = rollout.truthTexts('factKinds').map(textOf);
  const pages = rollout.facts().map(textOf);
  const of = (isWhole: boolean) => pages.filter((_, i) => (kinds[i] === 'whole') === isWhole);
  return { wanted: of(false), whole: of(true) };
}
