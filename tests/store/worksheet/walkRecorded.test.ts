// What: worksheets: every lesson gone through on its recorded runs. What is told comes true for who predicts right, with numbers, and they are
// those of the recordings; a missing recording gives no numbers instead of invented ones.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../../src/headless/project.mjs';
import { LESSONS } from '../../../src/lessons/lessons.ts';
import { series } from '../../../src/lessons/numbers.ts';
import { readRecording } from '../../../src/store/recorded/recording.ts';
import { walkRecorded } from '../../../src/store/worksheet/walkRecorded.ts';
import type { LoadRecording, WalkedStep } from '../../../src/store/worksheet/walkRecorded.ts';

const load: LoadRecording = async (name) => {
  const path = join(ROOT, 'public', 'recorded', 'lessons', `${name}.rollscope`);
  return existsSync(path) ? readRecording(Uint8Array.from(readFileSync(path))) : null;
};
const stepOf = (walked: readonly WalkedStep[], id: string) => walked.find(({ step }) => step.id === id)!;

describe.each([...LESSONS])('%s', (_id, lesson) => {
  test('what is told to who predicts right comes true in the recorded runs, with numbers', async () => {
    const walked = await walkRecorded(lesson, load);
    expect(walked.map(({ step }) => step)).toEqual(lesson.steps);
    for (const { step, text, told, recorded, made } of walked) {
      expect(`${text} ${told?.says ?? ''}`, step.id).not.toMatch(/NaN|undefined|none yet|\binfinity/i);
      if (!recorded) continue;
      if (step.check) expect(told, step.id).toMatchObject({ passed: true });
      if (step.predict?.kind === 'curve') expect(made.length, step.id).toBeGreaterThan(0);
    }
    const recordings = lesson.steps.filter(({ recorded }) => recorded !== undefined).length;
    expect(walked.filter(({ recorded }) => recorded).length).toBeGreaterThanOrEqual(recordings);
  });

  test('without a recording there are no numbers', async () => {
    const walked = await walkRecorded(lesson, () => Promise.resolve(null));
    expect(walked.every(({ told, recorded, textAfter }) => told === null && recorded === null && textAfter === null)).toBe(true); // prettier-ignore
  });
});

test('numbers are those of the recording: played so far, stages one by one, runs that later steps speak about', async () => {
  const walked = await walkRecorded(LESSONS.get('01-one-step')!, load);
  const move = (await load('01-move'))!;
  const overlaps = series(
    move.steps.slice(0, 4).map(({ point }) => point),
    'rewards/boxIou/mean',
  );
  const { told } = stepOf(walked, 'move');
  for (const value of [overlaps[0]!, overlaps[3]!]) expect(told!.says).toContain(String(Number(value.toPrecision(2))));
  // The stage that the question is about is not told before it.
  const advantages = (await load('01-stages'))!.steps[0]!.stages[4]!.example!['advantages']!;
  const first = String(Number(Number(advantages[0]).toPrecision(Math.abs(Number(advantages[0])) >= 1 ? 3 : 2)));
  const asked = stepOf(walked, 'advantage');
  expect(asked.text).not.toContain(first.replace('-', '−'));
  expect(asked.told!.says).toContain(first.replace('-', '−'));
  expect(stepOf(walked, 'change').told!.says).toMatch(/times as far/);
  expect(stepOf(walked, 'answers').textAfter).toContain('The first answer is');
  expect(stepOf(walked, 'change').recorded).toMatchObject({ name: '01-change', seed: 0 });
});
