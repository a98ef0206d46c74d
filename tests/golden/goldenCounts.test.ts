// What: the counts that the atlas shows are those that the adapters give. After new adapters: npm run atlas -- --write
import { expect, test } from 'vitest';
import { GOLDEN_COUNTS } from '../../src/atlas/goldenCounts.ts';
import { goldenCounts } from './goldenCounts.ts';

test('src/atlas/goldenCounts.json is what the adapters give', { timeout: 240_000 }, async () => {
  expect(GOLDEN_COUNTS).toEqual(await goldenCounts());
});
