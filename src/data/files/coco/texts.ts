// What: the sentences about COCO tables, for the page and the command line.
import { shortened, someOf } from '../fileTexts.ts';

const were = (count: number) => (count === 1 ? 'was' : 'were');
const boxes = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'box' : 'boxes'}`;

export const COCO_TEXTS = {
  question: (name: string) => `find the ${name}`,
  describe: 'describe the picture',
  object: 'object',
  boxForm: 'bbox is x, y, width, height in pixels',

  results: (file: string) =>
    `${file} holds predictions (a list of results), not a data set; choose the file with "images", "annotations" and "categories".`,
  empty: (file: string) => `${file} has no annotations with boxes or captions.`,
  noFileName: (file: string, ids: readonly string[]) =>
    `${file}: ${someOf(
      ids.map((id) => `picture ${id}`),
      'picture',
    )} ${ids.length === 1 ? 'has' : 'have'} no file_name; add it.`,
  sharedId: (file: string, id: string, paths: readonly string[], annotations: number) =>
    `${file}: ${someOf(paths, 'picture')} share the id ${shortened(id)}, so that their ${annotations === 1 ? 'annotation belongs' : `${annotations} annotations belong`} to either; give each an id of its own.`,
  strangers: (file: string, ids: readonly string[], annotations: number) =>
    `${file}: ${annotations === 1 ? '1 annotation is' : `${annotations} annotations are`} for ${someOf(
      ids.map((id) => `picture ${id}`),
      'picture',
    )}, which it does not list.`,
  noCategories: (file: string) => `${file} has no categories; its boxes are called “object”.`,
  unnamed: (file: string, ids: readonly string[], count: number) =>
    `${file}: ${boxes(count)} of ${someOf(
      ids.map((id) => `category ${id}`),
      'category',
    )} ${were(count)} left out: categories has no name for ${ids.length === 1 ? 'it' : 'them'}.`,
  crowds: (file: string, count: number) =>
    `${file}: ${boxes(count)} ${were(count)} left out, around crowds or to be ignored (iscrowd, ignore).`,
  flat: (file: string, count: number, examples: readonly string[]) =>
    `${file}: ${boxes(count)} without area ${were(count)} left out (${someOf(examples, 'picture')}).`,
  noBox: (file: string, count: number, examples: readonly string[]) =>
    `${file}: ${count === 1 ? '1 annotation has' : `${count} annotations have`} neither a bbox of four numbers nor a segmentation (${someOf(examples, 'picture')}).`,
  normalised: (file: string, count: number) =>
    `${file}: ${boxes(count)} ${were(count)} left out: no number in them is larger than 1, as if they were fractions; COCO’s bbox is x, y, width, height in pixels.`,
  corners: (file: string, beyond: number, count: number, picture: string) =>
    `${file}: ${boxes(count)} ${were(count)} left out: ${beyond} of them reach beyond ${picture}, and all would fit as corners x0, y0, x1, y1; COCO’s bbox is x, y, width, height in pixels.`,
} as const;
