// What: embeddings of prompts, the rows of image placeholders overwritten by the features of the pictures.
// Shapes: S = longest prompt without its last token (at least 1); embeds [P,S,D], zeros on padding.
import { BundleError } from './bundle/bundleError.ts';
import type { TokenEmbedder } from './embedTokens.ts';
import type { PreparedPrompt } from './types.ts';

export interface EmbeddedPrompts {
  readonly slots: number;
  readonly embeds: Float32Array;
  /** [P] valid slots: tokens of the prompt without the last. */
  readonly lengths: Int32Array;
  readonly lastTokens: Int32Array;
}

interface Sizes {
  readonly hiddenSize: number;
  readonly imageTokens: number;
  readonly imageTokenId: number;
  readonly maxPositions: number;
}

export async function embedPrompts(
  embedder: TokenEmbedder,
  prompts: readonly PreparedPrompt[],
  sizes: Sizes,
): Promise<EmbeddedPrompts> {
  const { hiddenSize } = sizes;
  prompts.forEach((prompt) => checkPrompt(prompt, sizes));
  const lengths = Int32Array.from(prompts, ({ ids }) => ids.length - 1);
  const slots = Math.max(1, ...lengths);
  const embeds = new Float32Array(prompts.length * slots * hiddenSize);
  for (const [p, { ids, imageFeatures }] of prompts.entries()) {
    const rows = await embedder.embed(ids.subarray(0, -1));
    embeds.set(rows, p * slots * hiddenSize);
    const places = [...ids.keys()].filter((i) => ids[i] === sizes.imageTokenId);
    places.forEach((slot, n) => {
      const features = imageFeatures[Math.floor(n / sizes.imageTokens)]!;
      const row = n % sizes.imageTokens;
      const values = features.subarray(row * hiddenSize, (row + 1) * hiddenSize);
      embeds.set(values, (p * slots + slot) * hiddenSize);
    });
  }
  return { slots, embeds, lengths, lastTokens: Int32Array.from(prompts, ({ ids }) => ids[ids.length - 1]!) };
}

function checkPrompt({ ids, imageFeatures }: PreparedPrompt, sizes: Sizes): void {
  if (ids.length === 0) throw new BundleError('A prompt has no tokens. Type a question.');
  if (ids.length > sizes.maxPositions)
    throw new BundleError(
      `A prompt has ${ids.length} tokens, but this model reads at most ${sizes.maxPositions}. Shorten the question or use fewer pictures.`,
    );
  const places = ids.reduce((count, id) => count + (id === sizes.imageTokenId ? 1 : 0), 0);
  if (places !== imageFeatures.length * sizes.imageTokens)
    throw new BundleError(
      `A prompt has places for ${places / sizes.imageTokens} pictures, but ${imageFeatures.length} were given.`,
    );
  const wanted = sizes.imageTokens * sizes.hiddenSize;
  const odd = imageFeatures.find((features) => features.length !== wanted);
  if (odd) throw new BundleError(`The features of a picture have ${odd.length} numbers instead of ${wanted}.`);
}

const samePrompt = (a: PreparedPrompt, b: PreparedPrompt): boolean =>
  a === b ||
  (a.ids.length === b.ids.length &&
    a.ids.every((id, i) => id === b.ids[i]) &&
    a.imageFeatures.length === b.imageFeatures.length &&
    a.imageFeatures.every((features, i) => sameFloats(features, b.imageFeatures[i]!)));

const sameFloats = (a: Float32Array, b: Float32Array): boolean => a === b || a.every((value, i) => value === b[i]);

/**
 * The prompts that need a prefix of their own: where a step repeats its prompts in runs of equal length (one picture
 * drawn four times), each run shares one. Row r still belongs to prefix floor(r / (R / prefixes)).
 */
export function distinctPrompts(prompts: readonly PreparedPrompt[]): readonly PreparedPrompt[] {
  const starts = [...prompts.keys()].filter((p) => p === 0 || !samePrompt(prompts[p - 1]!, prompts[p]!));
  const run = prompts.length / starts.length;
  return starts.every((start, i) => start === i * run) ? starts.map((start) => prompts[start]!) : prompts;
}
