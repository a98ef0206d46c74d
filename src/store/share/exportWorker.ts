// What: entry of the worker that writes a run for another trainer: pictures are made upright PNG where their file is turned or of a kind that
// others cannot open, then everything is packed.
import { pictureSize } from '../../1-image/pictureSize.ts';
import { setOwnRewards } from '../../config/rewardUses.ts';
import type { Config } from '../../config/config.ts';
import type { Coordinates } from '../../export/exportedRun.ts';
import { canBeOpened, runToExport } from '../../export/runToExport.ts';
import type { RecordedPicture } from '../../export/runToExport.ts';
import { targetByName } from '../../export/target.ts';
import { writeExport } from '../../export/writeExport.ts';
import { pack } from '../data/archive.ts';
import type { PromptDraft } from '../prompts/promptDraft.ts';
import type { RewardRecord } from '../records/rewardRecord.ts';

export interface ExportQuestion {
  readonly target: string;
  readonly coordinates: Coordinates;
  readonly config: Config;
  readonly prompts: readonly PromptDraft[];
  readonly rewards: readonly RewardRecord[];
}
export type ExportAnswer = { readonly archive: Blob } | { readonly sentence: string };

/** Pictures that several prompts share stay one. */
const made = new Map<Blob, Promise<RecordedPicture>>();

async function upright(name: string, image: Blob): Promise<RecordedPicture> {
  const bytes = new Uint8Array(await image.arrayBuffer());
  const picture = { name, type: image.type, bytes };
  if (canBeOpened(picture) && pictureSize(bytes)?.orientation === 1) return picture;
  const bitmap = await createImageBitmap(image);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
  bitmap.close();
  const drawn = await canvas.convertToBlob({ type: 'image/png' });
  return { name, type: 'image/png', bytes: new Uint8Array(await drawn.arrayBuffer()) };
}

async function answer({ target, coordinates, config, prompts, rewards }: ExportQuestion): Promise<ExportAnswer> {
  setOwnRewards(Object.fromEntries(rewards.map(({ name, wgsl }) => [name, wgsl])));
  const recorded = await Promise.all(
    prompts.map(async (prompt) => ({
      ...prompt,
      images: await Promise.all(
        prompt.images.map(({ name, image }) => {
          if (!made.has(image)) made.set(image, upright(name, image));
          return made.get(image)!;
        }),
      ),
    })),
  );
  const files = await writeExport(
    targetByName(target),
    runToExport({ config, prompts: recorded, rewards }, coordinates),
  );
  return { archive: await pack([...files].map(([path, content]) => ({ path, content: new Blob([content]) }))) };
}

addEventListener('message', ({ data }: MessageEvent<ExportQuestion>) => {
  answer(data).then(
    (reply) => postMessage(reply),
    (error: Error) => postMessage({ sentence: error.message } satisfies ExportAnswer),
  );
});
