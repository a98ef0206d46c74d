// What: a file → a picture for the table, or one sentence that names the file and says what to do. The looking is done by
// a worker of its own, so that a broken or giant file costs neither a frame nor the run.
import type { PictureAnswer, PictureFacts, PictureQuestion } from '../../1-image/pictureWorker.ts';
import type { PictureDraft } from './promptDraft.ts';
import { ownAddress } from './promptHistory.ts';
import { rasteriseSvg } from './rasteriseSvg.ts';
import { beginsAsSvg } from './svgText.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';

/** Looks at one file; rejects with the sentence. */
export type LookAtPicture = (file: Blob, name: string) => Promise<PictureFacts>;

const PATIENCE_MS = 60_000;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (answer: PictureAnswer) => void>();

/** The answers that the dead worker owes are refusals; the next file gets a new worker. */
function giveUp(): void {
  worker?.terminate();
  worker = null;
  for (const [id, tell] of waiting) tell({ id, problem: '' });
  waiting.clear();
}

function startWorker(): Worker {
  const started = new Worker(new URL('../../1-image/pictureWorker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  started.onerror = giveUp;
  return started;
}

const askWorker: LookAtPicture = (file, name) =>
  new Promise((resolve, reject) => {
    worker ??= startWorker();
    const question: PictureQuestion = { id: ++lastId, file, name };
    const timer = setTimeout(giveUp, PATIENCE_MS);
    waiting.set(question.id, (answer) => {
      clearTimeout(timer);
      if (!('problem' in answer)) return resolve(answer);
      reject(new Error(answer.problem || PICTURE_TEXTS.tooLarge(name)));
    });
    worker.postMessage(question);
  });

let look: LookAtPicture = askWorker;
/** For tests: another eye. */
export const setLookAtPicture = (other: LookAtPicture) => void (look = other);

/** By type or name, or by what it begins with, as an SVG may be called otherwise. */
async function isSvg(file: Blob, name: string): Promise<boolean> {
  if (file.type === 'image/svg+xml' || /\.svgz?$/i.test(name)) return true;
  return beginsAsSvg(await file.slice(0, 1024).text());
}

/** What a server says of files whose ending it does not know: nothing. */
const UNKNOWN = ['', 'application/octet-stream', 'binary/octet-stream'];

function refusedUnseen(file: Blob, name: string): string | null {
  if (file.size === 0) return PICTURE_TEXTS.empty(name);
  const other = !UNKNOWN.includes(file.type) && !file.type.startsWith('image/');
  return other ? PICTURE_TEXTS.otherKind(name) : null;
}

let pictureNumber = 0;

/** Rejects with the sentence. */
export async function inspectPicture(file: Blob, name: string): Promise<PictureDraft> {
  const refused = refusedUnseen(file, name);
  if (refused) throw new Error(refused);
  const readable = (await isSvg(file, name)) ? await rasteriseSvg(file, name) : file;
  const { width, height, thumb, shown, still } = await look(readable, name);
  const image = still ?? readable;
  const id = `picture-${Date.now().toString(36)}-${++pictureNumber}`;
  return { id, name, image, url: ownAddress(shown ?? image), thumb: ownAddress(thumb), width, height };
}
