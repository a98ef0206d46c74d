// What: the products that are measured, and with which kernel.

/** Rows × K × N: one token of 32 answers, 32 answers of 20 tokens, and the prompts, through the layers of Pocket. */
export const PRODUCT_SHAPES: readonly (readonly [rows: number, K: number, N: number])[] = [
  [32, 256, 256],
  [32, 256, 704],
  [32, 704, 256],
  [32, 256, 1472],
  [204, 256, 704],
  [640, 256, 256],
  [640, 256, 704],
  [640, 704, 256],
];

export type ProductVariant = 'package' | 'plain' | 'relaxed';
export const VARIANTS: readonly { readonly variant: ProductVariant; readonly title: string }[] = [
  { variant: 'package', title: 'as the package has it' },
  { variant: 'plain', title: 'our kernel' },
  { variant: 'relaxed', title: 'our kernel, relaxed SIMD' },
];
