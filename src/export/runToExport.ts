// What: the record of a run → what is exported: its pictures with their sizes, numbered; prompts that name them.
import { pictureSize } from '../1-image/pictureSize.ts';
import { truthOf } from '../4-rewards/truthParts.ts';
import type { TruthParts } from '../4-rewards/truthParts.ts';
import type { Config } from '../config/config.ts';
import type { Coordinates, ExportPicture, ExportPrompt, RunToExport } from './exportedRun.ts';

/** As run files hold them. */
export interface RecordedPicture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export interface RecordedPrompt extends TruthParts {
  readonly id: string;
  readonly images: readonly RecordedPicture[];
  readonly question: string;
  readonly split: ExportPrompt['split'];
}
export interface RecordedRun {
  readonly config: Config;
  readonly prompts: readonly RecordedPrompt[];
  readonly rewards: readonly { readonly name: string; readonly wgsl: string }[];
}

const ENDINGS: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/gif': 'gif', 'image/bmp': 'bmp' }; // prettier-ignore

export const canBeOpened = ({ type }: RecordedPicture): boolean => type in ENDINGS;

function pathOf(number: number, { name, type }: RecordedPicture): string {
  const stem = name.replace(/\.\w+$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 40) || 'picture'; // prettier-ignore
  const ending = ENDINGS[type];
  if (!ending)
    throw new Error(
      `The picture “${name}” is ${type || 'of an unknown kind'}, which other trainers cannot open; save it as PNG or JPEG first.`,
    );
  return `images/${String(number).padStart(3, '0')}-${stem}.${ending}`;
}

function pictureOf(number: number, picture: RecordedPicture): ExportPicture {
  const size = pictureSize(picture.bytes);
  if (!size)
    throw new Error(`The size of the picture “${picture.name}” could not be read; save it as PNG or JPEG first.`);
  if (size.orientation !== 1)
    throw new Error(
      `The picture “${picture.name}” is stored turned, and other trainers would show it lying; turn it in a picture program and save it.`,
    );
  return { path: pathOf(number, picture), content: picture.bytes, ...size.shown };
}

/** Throws a sentence for a picture that another trainer would not show as it is shown here. */
export function runToExport(run: RecordedRun, coordinates: Coordinates): RunToExport {
  const pictures = new Map<Uint8Array, ExportPicture>();
  const prompts = run.prompts.map((prompt): ExportPrompt => {
    const { id, question, split, images } = prompt;
    const paths = images.map((image) => {
      const known = pictures.get(image.bytes) ?? pictureOf(pictures.size + 1, image);
      pictures.set(image.bytes, known);
      return known.path;
    });
    return { id, question, split, images: paths, truth: truthOf(prompt) };
  });
  const edits = Object.fromEntries(run.rewards.map(({ name, wgsl }) => [name, wgsl]));
  return { config: run.config, prompts, pictures: [...pictures.values()], edits, coordinates };
}
