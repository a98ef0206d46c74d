// What: one thing that a visitor may arrange on the page and that a link can carry. A new one is one new file
// `src/store/layout/<name>.choice.ts` with `export const choice: LayoutChoice`.

export interface LayoutChoice {
  /** In the link: `name=value`. Not the name of a setting. */
  readonly name: string;
  /** null = as the page always opens; then the link does not mention it. */
  read(): string | null;
  /** A value that does not fit changes nothing. */
  apply(value: string): void;
  /** Calls back after every change. */
  listen(changed: () => void): void;
  /** Where a link says nothing about it; absent = it stays as it is. */
  absent?(): unknown;
}
