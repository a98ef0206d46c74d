// What: puts a block that only a test needs into its axis, and takes it out again when that test has ended (in a test, or in what
//   runs before each).
import { onTestFinished } from 'vitest';
import type { BlockOf } from '../src/blocks/registry.ts';
import { blocksIn } from '../src/blocks/registry.ts';

const FACTS = { doc: 'For a test.', formula: '', source: 'a test', knobs: {} };

export function addBlock<A extends keyof BlockOf>(
  axis: A,
  block: Partial<BlockOf[A]> & { readonly name: string },
): void {
  const blocks = blocksIn(axis) as Map<string, BlockOf[A]>;
  if (blocks.has(block.name)) throw new Error(`There is a block '${block.name}' already.`);
  blocks.set(block.name, { ...FACTS, ...block } as unknown as BlockOf[A]);
  onTestFinished(() => void blocks.delete(block.name));
}
