// What: puts a block that only a test needs into its axis, and takes it out again after each test.
import { afterEach } from 'vitest';
import type { BlockOf } from '../src/blocks/registry.ts';
import { blocksIn } from '../src/blocks/registry.ts';

const added: (() => void)[] = [];
afterEach(() => added.splice(0).forEach((takeOut) => takeOut()));

const FACTS = { doc: 'For a test.', formula: '', source: 'a test', knobs: {} };

export function addBlock<A extends keyof BlockOf>(
  axis: A,
  block: Partial<BlockOf[A]> & { readonly name: string },
): void {
  const blocks = blocksIn(axis) as Map<string, BlockOf[A]>;
  if (blocks.has(block.name)) throw new Error(`There is a block '${block.name}' already.`);
  blocks.set(block.name, { ...FACTS, ...block } as unknown as BlockOf[A]);
  added.push(() => blocks.delete(block.name));
}
