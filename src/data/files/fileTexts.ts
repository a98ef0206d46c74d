// What: sentences about data files of any kind, for the page and the command line.
const LONGEST = 80;

/** A path or address as a sentence can bear it; some are whole pictures (data:image/png;base64,…). */
export const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)}…${text.slice(-LONGEST / 4)}`;

/** “1 box”, “1,200 boxes”. */
const s = (count: number, what: string, several = `${what}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? what : several}`;

interface Size {
  readonly width: number;
  readonly height: number;
}
const size = ({ width, height }: Size) => `${width} × ${height}`;

/** “the box [0.1, 0.2, 0.5, 0.8]”, “the point [120, 340]”. */
const placeName = (place: readonly number[]) =>
  `the ${place.length === 2 ? 'point' : 'box'} [${place.map((value) => Number(value.toFixed(4))).join(', ')}]`;

/** “a.png”, “a.png and b.png”, “a.png and 7 more files”. */
export function someOf(names: readonly string[], what: string, count = names.length): string {
  const [first, second] = names.slice(0, 2).map(shortened);
  if (count < 3) return second === undefined ? first! : `${first} and ${second}`;
  return `${first} and ${s(count - 1, `more ${what}`)}`;
}

/** What the importers read, for a visitor who brought something else. */
const FORMS =
  'choose PNG, JPEG, WebP or GIF pictures, rows as JSON, JSON lines, CSV or Parquet, or labels as COCO, VOC, YOLO, CVAT, Label Studio, LabelMe, VIA, Create ML or Datumaro write them';

export const FILE_TEXTS = {
  pictureMissing: (path: string) => `The picture ${shortened(path)} is listed but missing from the files; add it.`,
  picturesMissing: (paths: readonly string[]) =>
    `${s(paths.length, 'more picture')} are listed but missing from the files (${shortened(paths[0]!)}, …); add them.`,
  pictureUnclear: (path: string, firstTwo: readonly string[], files: number) =>
    `There are several files for the picture ${shortened(path)}: ${someOf(firstTwo, 'file', files)}; write its folder into the table.`,
  pictureShared: (path: string, file: string) =>
    `The picture ${shortened(path)} is not in the files: the only one of that name, ${file}, belongs to another path of the table.`,
  pictureBroken: (where: string) => `${where}: the picture inside the row cannot be decoded; check its base64.`,
  tooMany: (prompts: number, most: number) =>
    `There are ${s(prompts, 'prompt')}; the first ${most.toLocaleString('en')} were taken.`,
  heldOut: (table: string, prompts: number) =>
    `${table}: its ${s(prompts, 'prompt')} ${prompts === 1 ? 'is' : 'are'} held out, as its name says.`,
  inNoPrompt: (names: readonly string[]) =>
    `${someOf(names, 'picture')} ${names.length === 1 ? 'is' : 'are'} in none of the prompts and ${names.length === 1 ? 'was' : 'were'} left out.`,
  more: (sentences: number) => `${s(sentences, 'more part')} of the files cannot be used, for reasons like these.`,

  cutBoxes: (where: string, boxes: number, picture: string, form = 'boxes are counted in its pixels') =>
    `${where}: ${s(boxes, 'box', 'boxes')} ${boxes === 1 ? 'reaches' : 'reach'} beyond ${picture} and ${boxes === 1 ? 'was' : 'were'} cut at its edge; ${form}.`,
  flatBoxes: (where: string, boxes: number, picture: string) =>
    `${where}: ${s(boxes, 'box', 'boxes')} on ${picture} ${boxes === 1 ? 'has no area and was' : 'have no area and were'} left out.`,
  boxesOutside: (where: string, boxes: number, picture: string, form = 'boxes are counted in its pixels') =>
    `${where}: ${s(boxes, 'box', 'boxes')} ${boxes === 1 ? 'lies' : 'lie'} outside ${picture} and ${boxes === 1 ? 'was' : 'were'} left out; ${form}.`,
  otherSides: (where: string, boxes: number, picture: string, table: Size, file: Size) =>
    `${where}: ${s(boxes, 'box', 'boxes')} on ${picture} ${boxes === 1 ? 'was' : 'were'} left out, drawn on ${size(table)} pixels where the picture has ${size(file)}; export the table again for this picture.`,
  noSides: (where: string, picture: string) =>
    `${where}: boxes on ${picture} are in pixels, but its size is not known; add its width and height.`,
  noFractions: (where: string, place: readonly number[], form = 'divide it by the sides of the picture') =>
    `${where}: ${placeName(place)} reaches beyond the picture; ${form}.`,
  flipped: (where: string, place: readonly number[], form = 'a box is x0, y0, x1, y1') =>
    `${where}: ${placeName(place)} ends before it begins; ${form}.`,
  outside: (where: string, place: readonly number[], picture: string) =>
    `${where}: ${placeName(place)} lies outside ${picture}; give it in pixels of this picture.`,

  unreadable: (file: string) => `${file} cannot be read; choose it again.`,
  notJson: (file: string) => `${file} is not JSON; is it damaged?`,
  noTable: (names: readonly string[]) =>
    `${someOf(names, 'file')} ${names.length === 1 ? 'is neither a picture nor a table' : 'are neither pictures nor tables'} that can be read here; ${FORMS}.`,
  doubtfulText: {
    'windows-1252': (file: string) =>
      `${file} is not UTF-8 and was read as Windows-1252; if letters look wrong, save it as UTF-8.`,
    damaged: (file: string) => `${file} holds letters that are not UTF-8; they are shown as \ufffd.`,
  },

  unnamed: 'unnamed file',
  emptyArchive: (name: string) => `${name} is empty; choose another file.`,
  unpacksTooLarge: (name: string, mebibytes: number, files: number) =>
    `${name} would unpack to more than ${mebibytes} MiB or ${files} files; split it into smaller ones.`,
  notZip: (name: string) => `${name} is not a readable zip file; create it again.`,
  otherArchive: (name: string, kind: string) => `${name} is a ${kind} file; save it as a zip file.`,
  splitZip: (name: string) => `${name} is one part of a split zip file; save it as one file.`,
  encrypted: (name: string) => `${name} is encrypted; save it without a password.`,
  encryptedFiles: (name: string, files: readonly string[]) =>
    `${name}: ${someOf(files, 'file')} ${files.length === 1 ? 'is' : 'are'} encrypted; save without a password.`,
  unknownMethod: (name: string, files: readonly string[], method: string) =>
    `${name}: ${someOf(files, 'file')} ${files.length === 1 ? 'is' : 'are'} packed with ${method}, which cannot be read here; save the zip with Deflate.`,
  damagedFile: (name: string, file: string) => `${name}: ${shortened(file)} is damaged and was left out.`,
  cutArchive: (name: string, whole: number) =>
    `${name} ends early, as if its download had been cut off; ${s(whole, 'whole file')} in it ${whole === 1 ? 'was' : 'were'} read.`,
  sameName: (name: string, files: readonly string[]) =>
    `${name} holds ${someOf(files, 'file')} more than once; the last of the same name was taken.`,
  tooDeep: (name: string) => `${name} lies in too many archives; unpack it first.`,
  cutGzip: (name: string) => `${name} is damaged or was cut off; what could be unpacked was read.`,
  notGzip: (name: string) => `${name} is not a readable gzip file; create it again.`,
} as const;
