// What: what a lesson is told of a recipe's measured evidence is what its file says, and nothing where there is none.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evidenceMedians } from '../../src/config/evidenceStatus.ts';
import type { Evidence } from '../../src/config/evidenceStatus.ts';
import { lessonEvidence } from '../../src/store/lessons/lessonEvidence.ts';

test('medians and status are those of the file; a step or a recipe without evidence gets none', async () => {
  const file = JSON.parse(readFileSync('public/evidence/igpo.json', 'utf8')) as Evidence;
  const told = await lessonEvidence('igpo');
  const medians = evidenceMedians(file.claim, file.runs);
  expect(told).toEqual({
    ...{ metric: file.claim.metric, threshold: file.claim.threshold, steps: file.claim.steps },
    ...{ seeds: file.claim.seeds.length, ...medians, shown: file.shown },
  });
  expect(told!.shown).toBe(told!.on - told!.off >= told!.threshold);
  expect(await lessonEvidence(undefined)).toBeUndefined();
  expect(await lessonEvidence('no such recipe')).toBeUndefined();
});
