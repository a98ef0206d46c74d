// What: texts about another trainer's log that is shown in the place of a run.
export const LOG_TEXTS = {
  unread: 'The log cannot be read: there is not enough memory, or a file was moved. Drop the files of fewer steps.',
  reading: 'reading the log',
  inLesson: 'Leave the lesson first, then drop the log again.',
  leftAside: (files: number) =>
    files === 1
      ? 'One file that came with the log is not part of it and was left aside.'
      : `${files} files that came with the log are not part of it and were left aside.`,
} as const;
