// What: the sentences about annotation files (VOC, YOLO, LabelMe, Label Studio, CVAT, …). What happened to single objects is counted: one
// sentence for each file, or for all sidecars of a kind.
const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const was = (count: number) => (count === 1 ? 'was' : 'were');
const is = (count: number) => (count === 1 ? 'is' : 'are');

/** `where` starts the sentence: “a.json”, or “the .xml files”. */
const said = {
  outlines: (where, n) => `${where}: ${counted(n, 'outline')} ${was(n)} read as the box${n === 1 ? '' : 'es'} around.`,
  rotated: (where, n) =>
    `${where}: ${counted(n, 'turned box', 'turned boxes')} ${was(n)} read as the upright box${n === 1 ? '' : 'es'} around.`,
  lines: (where, n) =>
    `${where}: ${counted(n, 'line')} ${is(n)} left out, since only boxes and points can be asked for.`,
  keypoints: (where, n) => `${where}: the keypoints of ${counted(n, 'object')} are left out, since they have no names.`,
  parts: (where, n) => `${where}: ${counted(n, 'part')} of objects ${is(n)} left out.`,
  difficult: (where, n) => `${where}: ${counted(n, 'object')} ${is(n)} marked as difficult and kept.`,
  attributes: (where, n) => `${where}: the attributes of ${counted(n, 'object')} are left out.`,
  confidences: (where, n) =>
    `${where}: the confidence${n === 1 ? '' : 's'} of ${counted(n, 'object')} ${is(n)} left out, all are taken as true.`,
  flags: (where, n) => `${where}: the flags of ${counted(n, 'picture')} are left out, being several.`,
  tags: (where, n) => `${where}: the tags of ${counted(n, 'picture')} are left out, being several.`,
  fileAttributes: (where, n) => `${where}: the attributes of ${counted(n, 'picture')} are left out.`,
  predictions: (where, n) =>
    `${where}: ${counted(n, 'prediction')} ${is(n)} left out, since only what people marked counts.`,
  cancelled: (where, n) => `${where}: ${counted(n, 'skipped annotation')} ${is(n)} left out.`,
  further: (where, n) =>
    `${where}: on ${counted(n, 'picture')} several people marked; the one called the truth counts, else the first.`,
  nothing: (where, n) => `${where}: on ${counted(n, 'picture')} nothing is marked, so nothing is asked.`,
  broken: (where, n) => `${where}: ${counted(n, 'object')} ${is(n)} left out, having no box, outline or point.`,
  unnamed: (where, n) => `${where}: ${counted(n, 'object')} ${is(n)} left out, having no name to ask for.`,
  brokenLines: (where, n) => `${where}: ${counted(n, 'line')} ${is(n)} left out, being neither a box nor an outline.`,
  inPixels: (where, n) =>
    `${where}: ${counted(n, 'line')} ${is(n)} left out, counting in pixels; YOLO's numbers are fractions from 0 to 1.`,
  unlisted: (where, n) =>
    `${where}: ${counted(n, 'object')} ${is(n)} left out, having a class number beyond the list of names.`,
  painted: (where, n) =>
    `${where}: ${counted(n, 'painted mask')} ${is(n)} left out, since only boxes, outlines and points can be read.`,
  turnedBlind: (where, n) =>
    `${where}: ${counted(n, 'turned shape')} ${is(n)} left out, since the size of the picture is not told.`,
  turnedPicture: (where, n) =>
    `${where}: ${counted(n, 'object')} ${is(n)} left out, since the picture was turned while marking.`,
  otherAnswers: (where, n) =>
    `${where}: ${counted(n, 'result')} ${is(n)} left out, being neither a choice, a text, a number nor about a place.`,
  manyPictures: (where, n) =>
    `${where}: ${counted(n, 'task')} ${is(n)} left out, having marks and several pictures, since nobody can tell on which.`,
  videos: (where, n) => `${where}: ${counted(n, 'track')} of a video ${is(n)} left out; export the frames as images.`,
  noPicture: (where, n) =>
    `${where}: ${n === 1 ? 'one' : n} of them ${n === 1 ? 'has' : 'have'} no picture of the same name; add ${n === 1 ? 'it' : 'them'}.`,
  unmarked: (where, n) =>
    `${where} leave out ${counted(n, 'picture')}: none has ${n === 1 ? 'its name' : 'their names'}, so nothing is asked about ${n === 1 ? 'it' : 'them'}.`,
  heldOut: (where, n) => `${where}: ${counted(n, 'prompt')} ${is(n)} held out, as the folders or lists say.`,
  otherTasks: (where, n) => `${where}: ${counted(n, 'task')} ${is(n)} left out, having no picture.`,
} as const satisfies Readonly<Record<string, (where: string, count: number) => string>>;

export type Counted = keyof typeof said;

export const MARK_TEXTS = {
  said,
  sidecars: { xml: 'The .xml files', txt: 'The .txt files', json: 'The .json files' },
  noClassNames: (file: string, areSeveral: boolean) =>
    areSeveral
      ? `${file} numbers its classes, and the lists of names differ; put the right one into its folder.`
      : `${file} numbers its classes, and no list of names is there; add data.yaml, classes.txt or obj.names.`,
  deepXml: (file: string) =>
    `${file} nests its elements deeper than any program does, so nothing of it is read; save it again as XML.`,
  brokenXml: (file: string, line: number) =>
    `${file} is broken in line ${line}, so nothing of it is read; save it again as XML.`,
} as const;
