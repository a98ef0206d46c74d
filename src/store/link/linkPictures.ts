// What: prompts made small enough for a link: a sample by its id, a small file as it is, a larger picture redrawn at about
// the model's resolution, first without loss. What does not fit is left out, with a message.
// Units: budget in bytes before base64url (4 letters for 3 bytes).
import { modelFacts } from '../engine/modelFacts.ts';
import type { PictureDraft, PromptDraft } from '../prompts/promptDraft.ts';
import { sampleOf } from '../records/promptDrafts.ts';
import { promptRecord } from '../records/promptRecord.ts';
import type { PictureRecord, PromptRecord } from '../records/promptRecord.ts';

/** Sides below look poor on the page although a smaller model sees no more. */
const LEAST_SIDE = 192;
const MOST_SIDE = 384;
/** 1 = without loss, as browsers take it for WebP. */
const QUALITIES = [1, 0.9, 0.75, 0.6, 0.45, 0.3];
const SMALLEST_SHARE = 1200;

export interface LinkPictures {
  readonly prompts: readonly PromptRecord[];
  /** Names of prompts whose pictures had no room. */
  readonly leftOut: readonly string[];
  /** Pictures that are carried smaller than they are: numbers of a run may differ a little. */
  readonly shrunk: number;
}

/** The picture inside a square of `side`, never larger than it is. */
async function redraw(image: Blob, side: number): Promise<OffscreenCanvas> {
  const whole = await createImageBitmap(image);
  const scale = Math.min(1, side / Math.max(whole.width, whole.height));
  const [width, height] = [whole.width, whole.height].map((length) => Math.max(1, Math.round(length * scale)));
  const canvas = new OffscreenCanvas(width!, height!);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, width!, height!);
  whole.close();
  return canvas;
}

const cache = new WeakMap<Blob, Map<string, Promise<Blob>>>();
function encoded(image: Blob, side: number, quality: number): Promise<Blob> {
  const own = cache.get(image) ?? new Map<string, Promise<Blob>>();
  cache.set(image, own);
  const key = `${side} ${quality}`;
  const made =
    own.get(key) ?? redraw(image, side).then((canvas) => canvas.convertToBlob({ type: 'image/webp', quality }));
  own.set(key, made);
  return made;
}

const record = async (name: string, blob: Blob): Promise<PictureRecord> => ({
  name,
  type: blob.type,
  bytes: new Uint8Array(await blob.arrayBuffer()),
});

/** null = it does not fit. */
async function fit(picture: PictureDraft, share: number): Promise<{ record: PictureRecord; shrunk: boolean } | null> {
  const sample = sampleOf(picture);
  const { name, image } = picture;
  if (sample) return { record: { name, type: image.type, sample }, shrunk: false };
  if (image.size <= share) return { record: await record(name, image), shrunk: false };
  const side = Math.min(MOST_SIDE, Math.max(LEAST_SIDE, modelFacts()?.imageSize ?? LEAST_SIDE));
  for (const [across, qualities] of [
    [side, QUALITIES],
    [LEAST_SIDE / 2, QUALITIES],
  ] as const) {
    for (const quality of qualities) {
      const blob = await encoded(image, across, quality);
      if (blob.size <= share) return { record: await record(name, blob), shrunk: true };
    }
  }
  return null;
}

const costOf = (images: readonly PictureRecord[]) => images.reduce((sum, { bytes }) => sum + (bytes?.length ?? 8), 0);

/** The chosen prompt first, then the others in order, each with a fair share of the room that is left. */
export async function linkPictures(
  prompts: readonly PromptDraft[],
  chosen: string | null,
  budget: number,
): Promise<LinkPictures> {
  const order = [...prompts].sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen));
  const fitting = new Map<string, PromptRecord>();
  let [left, shrunk] = [budget, 0];
  for (const [i, prompt] of order.entries()) {
    const text = JSON.stringify(promptRecord(prompt, [])).length / 2;
    const share = Math.max(SMALLEST_SHARE, left / Math.min(order.length - i, 4)) / Math.max(1, prompt.images.length);
    const fits = left < text ? [] : await Promise.all(prompt.images.map((picture) => fit(picture, share)));
    const whole = fits.flatMap((one) => (one ? [one] : []));
    const images = whole.map((one) => one.record);
    const cost = costOf(images) + text;
    if (whole.length < prompt.images.length || cost > left) continue;
    left -= cost;
    shrunk += whole.filter((one) => one.shrunk).length;
    fitting.set(prompt.id, promptRecord({ ...prompt, boxes: prompt.boxes.map(rounded) }, images));
  }
  const kept = prompts.flatMap(({ id }) => fitting.get(id) ?? []);
  return { prompts: kept, leftOut: prompts.filter(({ id }) => !fitting.has(id)).map(({ name }) => name), shrunk };
}

/** Four decimals are a fiftieth of a pixel of the model's input. */
const rounded = (box: PromptDraft['boxes'][number]) =>
  box.map((value) => Math.round(value * 1e4) / 1e4) as unknown as PromptDraft['boxes'][number];
