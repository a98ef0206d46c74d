// What: twin of letterLists.wgsl, by sorting.
const byBytes = (a: string, b: string) => {
  const [x, y] = [a, b].map((text) =>
    new TextEncoder()
      .encode(text)
      .join(' ')
      .replace(/\d+/g, (n) => n.padStart(3, '0')),
  );
  return x! < y! ? -1 : x! > y! ? 1 : 0;
};

const isList = (text: string) => text.startsWith('[');
const partsOf = (text: string): string[] => (isList(text) ? [...text.matchAll(/"([^"]*)"/g)].map(([, part]) => part!) : [...text]); // prettier-ignore
const sorted = (text: string) => JSON.stringify(partsOf(text).sort(byBytes));

export const partsAlike = (a: string, b: string): boolean => sorted(a) === sorted(b);

export const meetsList = (own: string, wanted: string): boolean =>
  isList(wanted) && sorted(own) === JSON.stringify(partsOf(wanted));
