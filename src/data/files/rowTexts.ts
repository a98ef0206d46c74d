// What: the sentences about rows in the form of other trainers. `where` starts one: “a.jsonl, line 3”. What happened to a whole row, or was
// changed in it, is counted and said once for each file.
const rows = (count: number) => `${count} row${count === 1 ? '' : 's'}`;

export const ROW_TEXTS = {
  noQuestion: (where: string) => `${where} has no question for the model; write one.`,
  badPicture: (where: string, column: string) =>
    `${where}: ${column} must be a path, a list of paths, or the picture itself as bytes or base64.`,
  badAnswer: (where: string, column: string) => `${where}: ${column} must be a text, a number, or a box.`,
  marks: (where: string, marks: number, pictures: number) =>
    `${where} has ${marks} <image> marks but ${pictures} picture${pictures === 1 ? '' : 's'}; each mark needs its own.`,
  messages: (where: string, column: string) =>
    `${where}: ${column} must be a JSON list of messages like {"role": "user", "content": "…"}.`,
  refs: (where: string, what: string, marks: number, given: number) =>
    `${where} has ${marks} ${what} marks but ${given} in objects; make them as many.`,
  otherPicture: (where: string) =>
    `${where} has boxes on a picture other than the first; only boxes on the first can be read.`,
  boxKind: (where: string, kind: string) =>
    `${where}: bbox_type is '${kind}'; it must be 'real' (pixels) or 'norm1' (0 to 1).`,
  badBoxes: (where: string, expected: string) => `${where}: each bbox must be ${expected}.`,
  noNames: (where: string) =>
    `${where} numbers its categories; write their names instead, since the question asks for them by name.`,

  xywh: 'bbox is x, y, width, height in pixels',

  changed: (file: string, count: number, change: string) => `${file}: in ${rows(count)} ${change}.`,
  changes: {
    noPicture: 'there is no picture, so nothing is asked',
    video: 'there is a video or a sound, which cannot be read, so nothing is asked',
    nothing: 'nothing is marked, so nothing is asked',
    nothingSaid: 'there is neither a question nor a caption nor the name of a class, so nothing is asked',
    furtherTurns: 'only the first question and its answer are read, not what was said after them',
    secondQuestion: 'the column question is left out, since the row asks in another one',
    system: 'the system message is left out',
    within: 'a picture stood within the question; it is named there, and shown before the text',
    boxAsPixels: 'the answer is a box, read as pixels of the picture',
    boxAsFractions:
      'the answer is a box, read as fractions of the picture (LLaVA counts in the picture padded to a square; look at some)',
    boxInAnswer: 'a box stood within the answer; it is read as a box and left out of the text',
    boxInQuestion: 'the question tells a box in pixels, kept as it is written',
    mask: 'the mask of an object is left out, its box is read',
  },
} as const;
