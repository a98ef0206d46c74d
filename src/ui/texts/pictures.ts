// What: texts of the left column: samples, adding, the two lists, the prompt, boxes, camera, scenes, files.
import { fieldInWords } from '../../4-rewards/truthValues.ts';

const percent = (value: number) => Math.round(value * 100);

const titleOf = (name: string) => `${name.slice(0, 1).toUpperCase()}${fieldInWords(name.slice(1))}`;

export const PICTURES = {
  title: 'Pictures',
  region: 'Pictures and prompts',
  undo: (what: string | undefined) => (what ? `Undo: ${what}` : 'Nothing to undo'),
  redo: (what: string | undefined) => (what ? `Redo: ${what}` : 'Nothing to redo'),
  samples: 'Samples',
  sample: (name: string, question: string) => `Sample ${name}: ${question}`,
  add: 'Add pictures',
  camera: 'Camera',
  scenes: 'Scenes',
  scenesTitle: 'Make scenes',
  addQuestion: 'Question only',
  addQuestionHelp: 'A question without a picture: the policy reads only the words.',
  drop: 'Or drop or paste them here. Nothing is uploaded.',
  reading: (done: number, total: number) => `Reading file ${done + 1} of ${total} …`,
  refused: 'About your files',
  dismiss: 'Close',

  train: 'Training',
  heldOut: 'Held out',
  trainHelp: 'the policy learns from these',
  heldOutHelp: 'never trained on',
  prompts: { train: 'Training prompts', heldOut: 'Held-out prompts' },
  nothing: { train: 'None yet: add a picture or choose a sample.', heldOut: 'Drag prompts here to hold them out.' },
  drag: (name: string) => `Drag ${name}`,
  incomplete: 'incomplete',
  noPicture: 'Add a picture of your own, or choose a sample.',
  questionOnly: 'This question has no picture. You can add one under More.',

  pictures: 'Pictures of this prompt',
  pictureOf: (i: number, count: number, name: string) => `Picture ${i + 1} of ${count}: ${name}`,
  addToPrompt: 'Add a picture to this prompt',
  earlierPicture: 'Move picture earlier',
  laterPicture: 'Move picture later',
  removePicture: 'Remove this picture',
  boxesOnFirst: 'Boxes are drawn on the first picture.',

  box: (i: number, label: string, [x0, y0, x1, y1]: readonly number[]) =>
    `Box ${i + 1}${label ? ` “${label}”` : ''}: from ${percent(x0!)}, ${percent(y0!)} to ${percent(x1!)}, ${percent(y1!)} percent`,
  boxHelp: 'Drag to draw a box. Keys: arrows move it, Shift + arrows resize it, Delete removes it.',
  locked: 'Locked by the link that opened this page.',
  boxes: 'Boxes, and what is in them',
  label: (i: number) => `Label of box ${i + 1}`,
  labelExample: 'what is in it?',
  addBox: 'Add box',
  deleteBox: (i: number) => `Delete box ${i + 1}`,

  question: 'Question',
  questionExample: 'where is the dog?',
  answer: 'Answer (optional)',
  answerExample: 'dog',
  unknownWords: (words: readonly string[]) =>
    `Pocket was never taught ${words
      .slice(0, 3)
      .map((word) => `“${word}”`)
      .join(
        ', ',
      )}${words.length > 3 ? ' …' : ''} and may misspell ${words.length === 1 ? 'it' : 'them'}. The model “Pocket for your own words” repeats most words.`,
  otherModel: 'Choose a model',
  facts: 'Facts (optional)',
  factsHelp: 'One per line; a reward can look for them in the thoughts of the policy.',
  factsExample: 'the dog is brown',
  truthField: (name: string) => `${titleOf(name)} (optional)`,
  truthHelp: (lines: boolean, rewards: readonly string[]) =>
    `${lines ? 'One per line; read by' : 'Read by'} ${rewards.join(', ')}.`,
  truthTitle: (name: string) => titleOf(name),
  truthList: 'Also known about this prompt',
  grammar: 'The format that the rewards expect',
  /** What a tag holds, by the content that its grammar states; anything else is text. */
  contents: {
    number: '42',
    box: 'x0 y0 x1 y1',
    boxes: 'x0 y0 x1 y1',
    point: 'x y',
    points: 'x y',
    list: 'a, b, …',
    triples: 'object, attribute, value; …',
    ranking: 'first ⏎ second ⏎ …',
  } as Readonly<Record<string, string>>,
  mayBeLeftOut: 'Parts in brackets are optional.',
  scale: (scale: number) =>
    scale === 0 ? 'Coordinates in pixels.' : `Coordinates from 0 to ${scale}, from the top left corner.`,

  more: 'More: pictures, facts, answer format',
  moveTo: { train: 'Move to training', heldOut: 'Hold out' },
  earlier: 'Move up the list',
  later: 'Move down the list',
  duplicate: 'Duplicate',
  remove: 'Remove',
  promptActions: 'This prompt',

  data: 'Files',
  open: 'Open data (.zip, JSONL, COCO) …',
  saveJsonl: 'Save as JSONL + pictures',
  saveCoco: 'Save as COCO + pictures',
  openModel: 'Load a model from a folder …',
  removeAll: 'Remove all prompts',
  ownModel: (name: string) => `Model from your folder${name ? `: ${name}` : ''}`,
  builtInModel: 'Use the built-in model',

  takePhoto: 'Take photo',
  switchCamera: 'Switch camera',
  tryAgain: 'Try again',
  close: 'Close',
  asking: 'Waiting for your permission to use the camera …',
  preview: 'Live camera picture',

  scenesHelp: 'Pictures generated on this machine, with questions, boxes and answers.',
  source: 'Kind',
  skill: 'Skill',
  skills: { mixed: 'a mix', find: 'find', count: 'count', colour: 'colour', where: 'where' } as Readonly<
    Record<string, string>
  >,
  scenesCount: 'How many',
  difficulty: 'Difficulty',
  seed: 'Seed',
  heldOutShare: 'Held out',
  make: 'Make',
  stop: 'Stop',
  made: (done: number, total: number) => `${done} of ${total} made`,
} as const;
