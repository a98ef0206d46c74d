// What: texts about data files: COCO, archives. Those about JSON Lines are in src/data/lineTexts.ts: the command line says them too.

export const DATA_TEXTS = {
  nothingToSave: 'There is nothing to save yet; add a picture first.',
  noMemory: 'There is not enough memory for these files; choose fewer.',
  notJson: (name: string) => `${name} is not JSON; is it damaged?`,
  noTable: 'The files include neither a .jsonl file nor a COCO .json file; add one.',
  pictureMissing: (path: string) => `The picture ${path} is listed but missing from the files; add it.`,
  moreRefused: (sentences: number) => `${sentences} more parts of the files cannot be used, for reasons like these.`,
  tooMany: (prompts: number, most: number) => `There are ${prompts} prompts; the first ${most} were taken.`,

  unpacksTooLarge: (name: string, mebibytes: number, files: number) =>
    `${name} would unpack to more than ${mebibytes} MiB or ${files} files; split it into smaller ones.`,
  notZip: (name: string) => `${name} is not a readable zip file (damaged or encrypted?); create it again.`,

  notCoco: (file: string) => `${file} is not a COCO file: it needs "images", "annotations" and "categories".`,
  cocoPicture: (file: string, id: string) => `${file}: picture ${id} needs file_name, width and height.`,
  cocoBoxes: (file: string, boxes: number, name: string, path: string) =>
    `${file}: ${boxes} of the boxes of “${name}” on ${path} have no area.`,
  cocoEmpty: (file: string) => `${file} has no annotations with boxes.`,
  cocoQuestion: (name: string) => `find the ${name}`,
  cocoInfo: 'Boxes from Rollscope',
} as const;
