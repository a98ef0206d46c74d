// What: who takes which of the files that were dropped, pasted or chosen. A new kind of file = one new file in takers/.

export interface PathFile {
  /** Inside the dropped folder, or the file's name. */
  readonly path: string;
  readonly file: File;
}

export interface FileTaker {
  /** Asked in this order, small first; the pictures come last and take what is left. */
  readonly order: number;
  /** What it takes is shown beside, or in place of, a log that is on the page; for anything else the log is closed first. */
  readonly besideLog?: true;
  /** Those of the files that are its own. */
  claim(files: readonly PathFile[]): readonly PathFile[] | Promise<readonly PathFile[]>;
  take(files: readonly PathFile[]): Promise<void>;
}
