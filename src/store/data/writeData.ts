// What: prompts → a zip: pictures in images/, and the prompts as JSON Lines (as `npm run train` reads them) or as COCO.
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { truthOf } from '../../4-rewards/truthParts.ts';
import type { DataImage, DataPrompt } from '../../data/dataPrompt.ts';
import { writePromptLines } from '../../data/promptLines.ts';
import { pack } from './archive.ts';
import { writeCoco } from './writeCoco.ts';

export const DATA_FORMATS = ['jsonl', 'coco'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
};

/** Numbered, so that two files of one name stay two; letters that some file system refuses become '-'. */
function pathOf(number: number, name: string, type: string): string {
  const [, stem, ending] = /^(.*?)(?:\.(\w+))?$/.exec(name)!;
  const clean = stem!.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 40) || 'picture';
  return `images/${String(number).padStart(3, '0')}-${clean}.${ENDINGS[type] ?? ending?.toLowerCase() ?? 'png'}`;
}

interface Listed {
  readonly prompts: readonly DataPrompt[];
  readonly images: readonly (DataImage & { readonly content: Blob })[];
}

export function listData(drafts: readonly PromptDraft[]): Listed {
  const images = new Map<Blob, DataImage & { readonly content: Blob }>();
  const prompts = drafts.map((draft): DataPrompt => {
    const paths = draft.images.map(({ name, image, width, height }) => {
      const known = images.get(image);
      if (known) return known.path;
      const path = pathOf(images.size + 1, name, image.type);
      images.set(image, { path, width, height, content: image });
      return path;
    });
    const { id, question, split } = draft;
    return { id, images: paths, question, ...truthOf(draft), split };
  });
  return { prompts, images: [...images.values()] };
}

/** Drawn pictures and samples were never measured; COCO needs the pixels. */
async function measured<Image extends DataImage & { readonly content: Blob }>(image: Image): Promise<Image> {
  if (image.width > 0) return image;
  const bitmap = await createImageBitmap(image.content);
  const { width, height } = bitmap;
  bitmap.close();
  return { ...image, width, height };
}

export async function writeData(
  drafts: readonly PromptDraft[],
  format: DataFormat,
  onFile: (done: number, total: number) => void,
): Promise<Blob> {
  const { prompts, images } = listData(drafts);
  const coco = async () => writeCoco(prompts, await Promise.all(images.map(measured)));
  const text = format === 'jsonl' ? writePromptLines(prompts) : await coco();
  const name = format === 'jsonl' ? 'prompts.jsonl' : 'annotations.json';
  const files = [{ path: name, content: new Blob([text]) }, ...images];
  return pack(files, (done) => onFile(done, files.length));
}
