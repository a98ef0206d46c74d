// What: twin of fencedList.wgsl, by the authors' expressions and JSON.parse.
import { isRecord, readJson } from './jsonText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import type { Numbers, Rollout } from './prelude.ref.ts';

export interface Fenced {
  /** null where it is no box. */
  readonly box: Numbers | null;
  /** null where it is no text. */
  readonly label: string | null;
}

const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function thing(item: unknown): Fenced {
  const { bbox_2d: box, label } = isRecord(item) ? item : {};
  const corners: unknown[] = Array.isArray(box) ? box.slice(0, 4) : [];
  const isBox =
    corners.length === 4 && corners.every((value) => typeof value === 'number' || typeof value === 'boolean');
  return { box: isBox ? corners.map(Number) : null, label: typeof label === 'string' ? label : null };
}

/** The things of the list; [] where nothing can be read. */
export function readFenced(rollout: Rollout): Fenced[] {
  const text = completionOf(rollout);
  const answer = [...text.matchAll(/<answer>([^]*?)<\/answer>/g)].at(-1)?.[1] ?? text;
  const json = /```json([^]*?)```/.exec(lower(answer).replace(/[\n\r]/g, ' '))?.[1];
  const data = json === undefined ? undefined : readJson(json);
  if (Array.isArray(data)) return data.map(thing);
  const isFull = (typeof data === 'string' && data !== '') || (isRecord(data) && Object.keys(data).length > 0);
  return isFull ? [{ box: null, label: null }] : [];
}
