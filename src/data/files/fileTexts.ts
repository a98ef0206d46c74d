// What: sentences about data files of any kind, for the page and the command line.
export const FILE_TEXTS = {
  pictureMissing: (path: string) => `The picture ${path} is listed but missing from the files; add it.`,
  tooMany: (prompts: number, most: number) => `There are ${prompts} prompts; the first ${most} were taken.`,
} as const;
