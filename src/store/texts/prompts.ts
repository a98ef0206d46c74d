// What: texts about the prompts in the lists: what is wrong with one, what an edit did (shown by undo), boxes and pictures.
import { fieldInWords } from '../../4-rewards/truthValues.ts';

const count = (number: number, what: string) => `${number} ${what}`;

export const PROMPT_TEXTS = {
  none: 'There is no picture; add one, or choose a sample.',
  allHeldOut: 'All prompts are held out; move one of them to training.',
  noQuestion: (name: string) => `“${name}” has no question; type one, for example “where is the dog?”.`,
  boxesAlone: (name: string) => `“${name}” has boxes but no picture; add a picture to it, or delete the boxes.`,
  wordsAlone: (name: string) =>
    `“${name}” has no picture and no answer; type the answer, or add a picture and draw a box.`,
  noTruth: (name: string) => `“${name}” has neither a box nor an answer; draw a box or type an answer.`,
  flatBox: (name: string) => `A box on “${name}” has no area; draw it larger or delete it.`,
  boxOutside: (name: string) => `A box on “${name}” extends beyond the picture; move it inside.`,
  manyBoxes: (name: string, boxes: number, most: number) =>
    `“${name}” has ${boxes} boxes; at most ${most} can be scored. Delete some.`,

  unfilled: (name: string, fields: readonly string[], reward: string) =>
    `“${name}” has no ${fields.map(fieldInWords).join(' or ')} for the reward ${reward}; fill this in, or leave the reward out.`,

  clickIsNoBox: 'A click alone draws no box; press at one corner, drag, and release at the opposite corner.',
  boxesFull: (most: number) => `A prompt has at most ${most} boxes; delete one first.`,
  boxesWent:
    'Boxes belong to the first picture of a prompt, so those on the old one were removed; undo brings them back.',

  question: (number: number) => `question ${number}`,
  opened: (number: string) => `prompt ${number}`,
  several: (number: number) => count(number, 'prompts'),
  one: (name: string) => `“${name}”`,

  /** What an edit did, for undo and redo. */
  did: {
    boxDrawn: 'box drawn',
    boxChanged: 'box changed',
    labelChanged: 'label changed',
    boxDeleted: 'box deleted',
    imagesMoved: 'order of pictures changed',
    imageTaken: 'picture removed from its prompt',
    imageAdded: (name: string) => `picture added to “${name}”`,
    changed: (field: string) => `${field} changed`,
    sampleAdded: (name: string) => `sample “${name}” added`,
    questionAdded: 'question added',
    pictureAdded: (name: string) => `“${name}” added`,
    picturesAdded: (number: number) => `${count(number, 'pictures')} added`,
    scenesMade: (number: number) => `${count(number, 'scenes')} made`,
    opened: (number: number) => `${count(number, 'prompts')} opened`,
    removed: (which: string) => `${which} removed`,
    duplicated: (name: string) => `“${name}” duplicated`,
    moved: (which: string, to: 'train' | 'heldOut' | null) =>
      `${which} moved${to === null ? '' : ` to ${to === 'train' ? 'training' : 'the held-out set'}`}`,
    linkOpened: 'link opened',
    runOpened: 'run opened',
  },
  /** Names of the typed fields in `did.changed`. */
  fields: { question: 'question', answer: 'answer', facts: 'facts' },
  undone: (what: string) => `Undone: ${what}`,
  redone: (what: string) => `Redone: ${what}`,
} as const;
