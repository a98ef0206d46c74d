// What: the sentences about other trainers' logs of answers. Each says what to do.
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;

export const ROLLOUT_TEXTS = {
  line: (file: string, line: number) => `${file}, line ${line}`,
  row: (file: string, row: number) => `${file}, row ${row}`,
  lacks: (where: string, column: string, kind: string) =>
    `${where} has no ${kind} “${column}”, so this log cannot be shown. Leave the file out, or let the trainer write it again.`,
  lengths: (where: string, column: string, found: number, expected: number) =>
    `${where}: “${column}” has ${found} entries, but there are ${expected} answers. Leave the file out, or let the trainer write it again.`,
  notJson: (where: string) => `${where} is not JSON. Delete the line, or leave the file out.`,
  newer: (where: string, version: unknown) =>
    `${where} is written in version ${String(version)} of prime-rl’s token export; this page reads version 1. Export it again with a prime-rl that writes version 1.`,
  empty: (file: string) => `${file} has no answers in it. Leave the file out.`,
  twoTrainers: (titles: readonly string[]) =>
    `These are logs of ${titles.join(' and ')}; they cannot be one run. Drop the files of one of them.`,
  tooLarge: (bytes: number, most: number) =>
    `This log has ${megabytes(bytes)}; the page can hold ${megabytes(most)}. Drop the files of fewer steps.`,
  tooMany: (answers: number, most: number) =>
    `This log has ${answers.toLocaleString('en')} answers; the page can hold ${most.toLocaleString('en')}. Drop the files of fewer steps.`,
  tokenizer: (file: string) =>
    `${file} cannot be used to write out the tokens: it is damaged, or of a kind that is not known here. Drop the log without it, or the tokenizer.json of the trained model.`,
} as const;
