// What: the markup of lessons: paragraphs (an empty line between them), `code`, *emphasis*, **strong**. There is no HTML in it, and no way
// to write any: whatever else stands there is text.

export interface Run {
  readonly kind: 'text' | 'code' | 'em' | 'strong';
  readonly text: string;
}

const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*/g;

export function runsOf(paragraph: string): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  const add = (kind: Run['kind'], text: string) => text !== '' && runs.push({ kind, text });
  for (const match of paragraph.matchAll(MARKS)) {
    const [whole, code, strong, em] = match;
    add('text', paragraph.slice(at, match.index));
    if (code !== undefined) add('code', code);
    else if (strong !== undefined) add('strong', strong);
    else add('em', em!);
    at = match.index + whole.length;
  }
  add('text', paragraph.slice(at));
  return runs;
}

export const paragraphsOf = (markup: string): readonly (readonly Run[])[] =>
  markup
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s*\n\s*/g, ' '))
    .filter((paragraph) => paragraph !== '')
    .map(runsOf);

/** For labels: the words without their marks. */
export const plain = (markup: string): string =>
  paragraphsOf(markup)
    .map((runs) => runs.map(({ text }) => text).join(''))
    .join(' ');
