// What: rows of Roboflow for PaliGemma and Florence-2: `image`, `prefix`, `suffix`, with the places of boxes as tokens. PaliGemma names an object
// after its box and asks in words (“detect cat ; dog”), Florence before it and asks by a task (<OD>), so we ask for each name.
// Units: <loc0123>: 1024 steps, y0 x0 y1 x1. <loc_123>: 1000 steps, x0 y0 x1 y1, a step is told by its middle.
// Source: https://ai.google.dev/gemma/docs/paligemma/prompt-system-instructions; https://maestro.roboflow.com/develop/datasets/jsonl;
// BoxQuantizer in the processing_florence2.py of microsoft/Florence-2-large.
import type { Box } from '../../../1-image/types.ts';
import { hasPictures, readForeignRow, readForeignRows } from '../foreignRow.ts';
import { questionsAbout } from '../objectQuestions.ts';
import type { Marked } from '../objectQuestions.ts';
import type { ReadRow, RowFormat } from '../rowFormat.ts';
import { ROW_TEXTS as T } from '../rowTexts.ts';
import { wordOf } from '../wordOf.ts';

const GEMMA = /((?:<loc\d{4}>){4})((?:\s*<seg\d{3}>)*)\s*([^;<]*)/g;
/** A name begins behind a sign, so that a text without places is not looked at from each of its letters. */
const FLORENCE = /(?<![^<>])([^<>]+)((?:(?:<loc_\d+>){4})+)/g;
const numbersIn = (text: string) => [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));

const fromGemma = (suffix: string) =>
  [...suffix.matchAll(GEMMA)].map(([, places, mask, name]) => {
    const [y0, x0, y1, x1] = numbersIn(places!).map((step) => step / 1024) as [number, number, number, number];
    return { name: name!.trim(), box: [x0, y0, x1, y1] as const satisfies Box, isMasked: mask !== '' };
  });

const fromFlorence = (suffix: string) =>
  [...suffix.matchAll(FLORENCE)].flatMap(([, name, places]): Marked[] => {
    const steps = numbersIn(places!).map((step) => (step + 0.5) / 1000);
    const boxes = Array.from({ length: steps.length / 4 }, (_, i) => steps.slice(4 * i, 4 * i + 4));
    return boxes.map((box) => ({ name: name!.trim(), box: box as unknown as Box }));
  });

const COLUMNS = ['prefix', 'suffix'];

export const rowFormat: RowFormat = {
  order: 18,
  fits: (row) => hasPictures(row) && typeof row['prefix'] === 'string' && (row['suffix'] ?? null) !== null,
  read(row, where): ReadRow {
    const prefix = row['prefix'] as string;
    const suffix = wordOf(row['suffix']);
    const florence = fromFlorence(suffix);
    if (florence.length > 0) {
      const asked = questionsAbout(florence).map((one) => ({ columns: COLUMNS, ...one }));
      return readForeignRows(row, asked, where);
    }
    const gemma = fromGemma(suffix);
    if (gemma.length === 0)
      return readForeignRow(row, { columns: COLUMNS, question: prefix, answer: { column: 'suffix', cell: row['suffix'] } }, where); // prettier-ignore
    const names = gemma.map(({ name }) => name);
    const answer = new Set(names).size === 1 ? { answer: names[0]! } : {};
    const truth = { ...answer, boxes: gemma.map(({ box }) => box), labels: names };
    const changes = gemma.some(({ isMasked }) => isMasked) ? [T.changes.mask] : [];
    return readForeignRow(row, { columns: COLUMNS, question: prefix, truth, changes }, where);
  },
};
