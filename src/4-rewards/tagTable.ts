// What: a grammar as the words that the parser reads, and the slot that each of its tags has in `spans`.
// Shapes: TAG_WORDS words a tag: name (16 bytes, the last letter first, then zeros), flags (content, 16 = action), min, max (−1 = any), rank.
import { TAG_CONTENTS } from './grammar.ts';
import type { Grammar } from './grammar.ts';
import { MAX_TAGS, SPANS, SPAN_COUNT, TAG_WORDS } from './layout.ts';

const ACTION = 16;

/** Slot → name of the span; '' = unused. A tag's slot is its place in the grammar, counted from 1. */
export function spanNames({ tags }: Grammar): string[] {
  const names = Array.from({ length: SPAN_COUNT }, () => '');
  for (const [name, slot] of Object.entries(SPANS)) if (name !== 'missing') names[slot] = name;
  tags.forEach(({ name }, at) => (names[1 + at] = name));
  return names;
}

/** Slot of a span by name; that of a span that is always missing where the grammar has none. */
export function spanSlot(names: readonly string[], name: string): number {
  const slot = name === '' ? -1 : names.indexOf(name);
  return slot < 0 ? SPANS['missing']! : slot;
}

export function tagTable({ name, tags }: Grammar): Uint32Array {
  if (tags.length > MAX_TAGS) throw new Error(`The grammar '${name}' has ${tags.length} tags; ${MAX_TAGS} fit.`);
  const table = new Uint32Array(Math.max(1, tags.length) * TAG_WORDS);
  tags.forEach((tag, at) => {
    const words = table.subarray(at * TAG_WORDS, (at + 1) * TAG_WORDS);
    [...tag.name].reverse().forEach((letter, k) => (words[k >> 2]! |= letter.charCodeAt(0) << (8 * (k & 3))));
    const max = Number.isFinite(tag.max) ? tag.max : -1;
    words.set([TAG_CONTENTS.indexOf(tag.content) | (tag.isAction ? ACTION : 0), tag.min, max, tag.rank], 4);
  });
  return table;
}

/** `SPAN_<TAG>` of every span that a shader names, for KernelRun.constants. */
export function spanConstants(wgsl: string, names: readonly string[]): Record<string, number> {
  const named = new Set(wgsl.match(/\bSPAN_[A-Z]+\b/g));
  const declared = new Set([...wgsl.matchAll(/\bconst (SPAN_[A-Z]+)\b/g)].map(([, name]) => name));
  return Object.fromEntries(
    [...named]
      .filter((name) => !declared.has(name))
      .map((name) => [name, spanSlot(names, name.slice('SPAN_'.length).toLowerCase())]),
  );
}
