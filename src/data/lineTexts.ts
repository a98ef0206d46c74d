// What: the sentences about JSON Lines, for the page and the command line.
const rows = (count: number) => `${count} row${count === 1 ? '' : 's'}`;
const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

export const LINE_TEXTS = {
  line: (file: string, line: number) => `${file}, line ${line}`,
  notJson: (where: string) => `${where} is not JSON; each line must be one object.`,
  noObject: (where: string) => `${where} must be an object like {"images": ["a.png"], "question": "…"}.`,
  wrong: (where: string, name: string, expected: string) => `${where}: ${name} must be ${expected}.`,
  twice: (where: string, name: string, other: string) => `${where} has both ${name} and ${other}; leave one out.`,
  missing: (where: string, name: string) => `${where} has no ${name}.`,
  noPrompts: (file: string) => `${file} has no prompts; choose another file.`,
  ignored: (file: string, fields: ReadonlyMap<string, number>, known: readonly string[]) => {
    const found = [...fields].map(([name, count]) => `'${name}' (${rows(count)})`);
    const what = found.length === 1 ? ['unknown field', 'is'] : ['unknown fields', 'are'];
    return `${file}: the ${what[0]} ${listed(found)} ${what[1]} ignored; known fields are ${known.join(', ')}.`;
  },
  expected: { text: 'a string', paths: 'a list of paths', split: '"train" or "heldOut"' },
} as const;
