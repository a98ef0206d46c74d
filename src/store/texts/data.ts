// What: texts about data files on the page. Those about what is in them are in src/data (lineTexts.ts, files/fileTexts.ts, files/coco/texts.ts):
// the command line says them, too.

export const DATA_TEXTS = {
  nothingToSave: 'There is nothing to save yet; add a picture first.',
  noMemory: 'There is not enough memory for these files; choose fewer.',
  nothing: 'There is nothing in these files that could be opened: neither pictures nor a table of prompts.',
  cocoInfo: 'Boxes from Rollscope',
} as const;
