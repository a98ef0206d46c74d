// What: the sentences about rows of prompts (JSON Lines, JSON, CSV), for the page and the command line.
const rows = (count: number) => `${count} row${count === 1 ? '' : 's'}`;
const listed = (parts: readonly string[], joint = 'and') =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1)}`;

export const LINE_TEXTS = {
  line: (file: string, line: number) => `${file}, line ${line}`,
  entry: (file: string, entry: number) => `${file}, entry ${entry}`,
  row: (file: string, row: number) => `${file}, row ${row}`,
  notJson: (where: string) => `${where} is not JSON; each line must be one object.`,
  noObject: (where: string) => `${where} must be an object like {"images": ["a.png"], "question": "…"}.`,
  wrong: (where: string, name: string, expected: string) => `${where}: ${name} must be ${expected}.`,
  twice: (where: string, name: string, other: string) => `${where} has both ${name} and ${other}; leave one out.`,
  missing: (where: string, name: string) => `${where} has no ${name}.`,
  sameId: (where: string, id: string, other: string) =>
    `${where} has the id '${id}' of a prompt before it; here it is called '${other}'.`,
  noPrompts: (file: string) => `${file} has no prompts; choose another file.`,
  ignored: (file: string, fields: ReadonlyMap<string, number>, known: readonly string[]) => {
    const found = [...fields].map(([name, count]) => `'${name}' (${rows(count)})`);
    const what = found.length === 1 ? ['unknown field', 'is'] : ['unknown fields', 'are'];
    return `${file}: the ${what[0]} ${listed(found)} ${what[1]} ignored; known fields are ${known.join(', ')}.`;
  },
  fewerLabels: (where: string, boxes: number, labels: number) =>
    `${where} has ${boxes} boxes but ${labels === 1 ? '1 label' : `${labels} labels`}; the boxes behind have none.`,
  moreLabels: (where: string, boxes: number, labels: number) =>
    `${where} has ${labels} labels but ${boxes === 1 ? '1 box' : `${boxes} boxes`}; write one label for each box.`,
  moreCells: (where: string, cells: number, columns: number) =>
    `${where} has ${cells} cells, but there are ${columns} columns; put texts with commas in quotation marks.`,
  unclosed: (where: string) =>
    `${where} and those behind it cannot be told apart: a quotation mark is not closed; close it.`,
  /** Ends a sentence about a box that cannot be meant. */
  boxForm:
    'places are fractions of the picture (0 to 1), a box is x0, y0, x1, y1. Where they are not, say so in the row: "units": "pixels" or "thousandths", "boxForm": "xywh"',
  expected: {
    text: 'a string',
    paths: 'a list of paths',
    side: 'a number of pixels',
    oneOf: (words: readonly string[]) =>
      listed(
        words.map((word) => `"${word}"`),
        'or',
      ),
  },
} as const;
