// What: YOLO: one .txt for each picture, a line for each object, with the names of the classes in a file beside. For each name on a picture we ask
// where it is. An empty label file says that nothing is on the picture.
// Source: yoloLines.ts, yoloNames.ts.
import { append } from '../append.ts';
import type { DataFile } from '../dataFile.ts';
import type { FoundPrompt, Importer } from '../importer.ts';
import { inParts, promptsOf, Tally } from '../marks.ts';
import { MARK_TEXTS as T } from '../markTexts.ts';
import type { Marked } from '../objectQuestions.ts';
import { PathEnds } from '../pathEnds.ts';
import { cleanPath } from '../root.ts';
import { isLabelFolder, PictureIndex, stemOf } from '../sidecars.ts';
import { splitInPath } from '../splits.ts';
import type { Split } from '../splits.ts';
import { areLabels, hasLabels, readLabels } from '../yoloLines.ts';
import { isNameFile, isPictureList, readSet, setsByFolder, splitOf } from '../yoloNames.ts';
import type { YoloSet } from '../yoloNames.ts';

async function readLists(lists: readonly DataFile[]): Promise<PathEnds<Split>> {
  const parts = new Map<string, Split>();
  for (const list of lists) {
    const split = splitInPath(list.name.replace(/^autosplit_/, ''));
    if (split === undefined) continue;
    for (const line of (await list.text()).split('\n')) {
      const path = cleanPath(line.trim());
      if (path !== '') parts.set(path, split);
    }
  }
  const ends = new PathEnds<Split>();
  for (const [path, split] of parts) ends.add(path, split);
  return ends;
}

function objectsOf(text: string, set: YoloSet, tally: Tally): readonly Marked[] {
  return readLabels(text, set.keypoints, tally).flatMap(({ number, box }): Marked[] => {
    const name = set.names[number];
    if (name === undefined) tally.add('unlisted');
    return name === undefined ? [] : [{ name, box }];
  });
}

export const importer: Importer = {
  order: 34,
  async claim(files) {
    const index = new PictureIndex(files);
    const texts = await Promise.all(
      files.filter(({ path }) => /\.txt$/i.test(path)).map(async (file) => ({ file, text: await file.text() })),
    );
    const labels = texts.filter(({ file, text }) =>
      index.has(stemOf(file.path)) ? hasLabels(text) : areLabels(text) && isLabelFolder(file.folder),
    );
    if (labels.length === 0) return [];
    const empty = texts.filter(({ file, text }) => text.trim() === '' && index.has(stemOf(file.path)));
    const lists = texts.filter(({ text }) => isPictureList(text));
    const names = files.filter(isNameFile);
    const told = await Promise.all(names.map(readSet));
    const own = [...labels, ...empty, ...lists].map(({ file }) => file);
    return [...new Set([...own, ...names.filter((_, i) => told[i] !== null)])];
  },
  async read(own, root) {
    const texts = await Promise.all(own.map(async (file) => [file, await file.text()] as const));
    const sets = (await Promise.all(own.filter(isNameFile).map(readSet))).filter((set) => set !== null);
    const lists = await readLists(
      texts.filter(([file, text]) => !isNameFile(file) && isPictureList(text)).map(([file]) => file),
    );
    const setFor = setsByFolder(sets);
    const index = new PictureIndex(root.files);
    const tally = new Tally();
    const stems = new Set<string>();
    const prompts: FoundPrompt[] = [];
    let nameless: DataFile | null = null;
    for (const [file, text] of texts) {
      if (isNameFile(file) || isPictureList(text)) continue;
      stems.add(stemOf(file.path));
      const set = setFor(file.folder);
      if (!set) {
        nameless ??= file;
        continue;
      }
      const picture = index.beside(file);
      const objects = objectsOf(text, set, tally);
      if (!picture) tally.add('noPicture');
      else {
        const split = splitOf(picture.path, set, lists);
        append(prompts, promptsOf({ image: picture.path, folder: '', where: file.label, objects, split }, tally));
      }
    }
    tally.add('unmarked', index.without(stems));
    const refused = nameless
      ? [{ about: 'file' as const, sentence: T.noClassNames(nameless.path, sets.length > 0) }]
      : [];
    const inOrder = inParts(prompts, tally);
    return { prompts: inOrder, notes: [...refused, ...tally.notes(T.sidecars.txt)] };
  },
};
