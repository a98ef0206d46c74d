// What: a row with our own fields, as the page saves them: images, question and what is true about the pictures. What no other form fits is
// read as this one, so that a sentence says what is missing.
import { truthOfData } from '../../dataPrompt.ts';
import { readPromptRow } from '../../promptLines.ts';
import type { RowFormat } from '../rowFormat.ts';

export const rowFormat: RowFormat = {
  order: 100,
  fits: (row) => 'images' in row && 'question' in row,
  read(row, where) {
    const read = readPromptRow(row, where);
    if ('problem' in read) return read;
    const { id, images, question, split } = read.prompt;
    const prompt = { images, question, truth: truthOfData(read.prompt), ...(id === undefined ? {} : { id }) };
    return { prompts: [split === undefined ? prompt : { ...prompt, split }], unknown: read.unknown };
  },
};
