// What: texts about data files: JSON Lines, COCO, archives.

export const DATA_TEXTS = {
  nothingToSave: 'There is nothing to save yet; add a picture first.',
  noMemory: 'There is not enough memory for these files; choose fewer.',
  notJson: (name: string) => `${name} is not JSON; is it damaged?`,
  noTable: 'The files include neither a .jsonl file nor a COCO .json file; add one.',
  pictureMissing: (path: string) => `The picture ${path} is listed but missing from the files; add it.`,
  tooMany: (prompts: number, most: number) => `There are ${prompts} prompts; the first ${most} were taken.`,

  unpacksTooLarge: (name: string, mebibytes: number, files: number) =>
    `${name} would unpack to more than ${mebibytes} MiB or ${files} files; split it into smaller ones.`,
  notZip: (name: string) => `${name} is not a readable zip file (damaged or encrypted?); create it again.`,

  line: (file: string, line: number) => `${file}, line ${line}`,
  lineNotJson: (where: string) => `${where} is not JSON; each line must be one object.`,
  lineNoObject: (where: string) => `${where} must be an object like {"images": ["a.png"], "question": "…"}.`,
  unknownField: (where: string, name: string, known: string) =>
    `${where} has an unknown field '${name}'; the known fields are ${known}.`,
  wrongField: (where: string, name: string, expected: string) => `${where}: ${name} must be ${expected}.`,
  fieldMissing: (where: string, name: string) => `${where} has no ${name}.`,
  noPrompts: (file: string) => `${file} has no prompts; choose another file.`,
  /** What a field must be. */
  expected: {
    text: 'a string',
    texts: 'a list of strings',
    paths: 'a list of paths',
    boxes: 'a list of boxes [x0, y0, x1, y1]',
    points: 'a list of points [x, y]',
    numbers: 'a list of numbers',
    split: '"train" or "heldOut"',
  },

  notCoco: (file: string) => `${file} is not a COCO file: it needs "images", "annotations" and "categories".`,
  cocoPicture: (file: string, id: string) => `${file}: picture ${id} needs file_name, width and height.`,
  cocoBoxes: (file: string, boxes: number, name: string, path: string) =>
    `${file}: ${boxes} of the boxes of “${name}” on ${path} have no area.`,
  cocoEmpty: (file: string) => `${file} has no annotations with boxes.`,
  cocoQuestion: (name: string) => `find the ${name}`,
  cocoInfo: 'Boxes from Rollscope',
} as const;
