// What: what the store says about classes: links, result codes.
import type { CodeFault } from '../class/resultCode.ts';

const FAULTS: Readonly<Record<CodeFault, string>> = {
  cut: 'was cut off',
  changed: 'was changed on the way',
  newer: 'was made by a newer version of this page',
  damaged: 'holds no result',
};

interface Broken {
  readonly number: number;
  readonly begins: string;
  readonly fault: CodeFault;
}

export interface TakenCounts {
  /** Codes of the text, good or broken. */
  readonly codes: number;
  readonly added: number;
  readonly again: number;
  readonly noRoom: number;
  readonly broken: readonly Broken[];
}

const NAMED = 5;
const results = (count: number) => (count === 1 ? 'one result' : `${count} results`);

function brokenSentence(broken: readonly Broken[]): string {
  const named = broken
    .slice(0, NAMED)
    .map(({ number, begins, fault }) => `no. ${number} (${begins}) ${FAULTS[fault]}`)
    .join(', ');
  const more = broken.length > NAMED ? `, and ${broken.length - NAMED} more` : '';
  return ` ${broken.length === 1 ? 'One code' : `${broken.length} codes`} could not be used: ${named}${more}.`;
}

export const CLASS_TEXTS = {
  taken: ({ codes, added, again, noRoom, broken }: TakenCounts): string => {
    if (codes === 0) return 'There is no result code in this text; a code begins with “RS1.”.';
    const known = again > 0 ? `; ${results(again)} came again and ${again === 1 ? 'counts' : 'count'} once` : '';
    const first = `${added === 0 ? 'No new result' : `${results(added)[0]!.toUpperCase()}${results(added).slice(1)}`} added${known}.`;
    const full = noRoom > 0 ? ` There is no room for ${results(noRoom)} more; save the table and begin anew.` : '';
    return `${first}${full}${broken.length > 0 ? brokenSentence(broken) : ''}`;
  },
  noPlan: (text: string) =>
    `The link lists its lessons as “${text.slice(0, 20)}”, which is not a list of numbers such as 1-2-5; all lessons are in the panel Lessons.`,
  noLessons: (numbers: readonly number[]) =>
    numbers.length === 1
      ? `There is no lesson ${numbers[0]} here; the link’s other lessons can be used.`
      : `There are no lessons ${numbers.slice(0, 8).join(', ')} here; the link’s other lessons can be used.`,
  noTask: (recipe: string) => `The recipe “${recipe.slice(0, 40)}” of the link has no pictures of its own here.`,
  notReadable: 'This file cannot be read as text.',
  fileTooLarge: 'This file is too large for a list of result codes.',
} as const;
