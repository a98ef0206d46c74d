// What: the box around what a COCO segmentation covers: polygons, or a run-length code, packed or not.
// Formula: a run-length code counts pixels column by column, first those outside, then those inside, and so on. Packed: six bits a letter
// (from 48 on), five of them number, the sixth says that more follow; from the third count on, the difference to the one before the last.
// Units: pixels from the upper left corner; x0, y0, x1, y1.
// Source: cocodataset/cocoapi, common/maskApi.c (rleFrString, rleToBbox).
import type { Box } from '../../../1-image/types.ts';
import { isRecord } from '../../dataPrompt.ts';
import { numbersOf } from './values.ts';

function polygonBox(value: unknown): Box | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rings = (Array.isArray(value[0]) ? value : [value]).map(numbersOf);
  if (rings.some((ring) => !ring || ring.length < 6 || ring.length % 2 === 1)) return null;
  const numbers = rings.flatMap((ring) => ring!);
  const [x, y] = [0, 1].map((side) => numbers.filter((_, i) => i % 2 === side)) as [number[], number[]];
  const least = (list: readonly number[]) => list.reduce((a, b) => Math.min(a, b));
  const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b));
  return [least(x), least(y), most(x), most(y)];
}

function unpackedRuns(text: string): number[] {
  const runs: number[] = [];
  for (let at = 0; at < text.length;) {
    let [value, shift, bits] = [0, 0, 0x20];
    while ((bits & 0x20) !== 0 && at < text.length) {
      bits = text.charCodeAt(at++) - 48;
      value |= (bits & 0x1f) << shift;
      shift += 5;
    }
    if ((bits & 0x10) !== 0 && shift < 32) value |= -1 << shift;
    runs.push(value + (runs.length > 2 ? runs.at(-2)! : 0));
  }
  return runs;
}

function runsBox(runs: readonly number[], height: number): Box | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  let at = 0;
  for (const [i, run] of runs.entries()) {
    const last = at + run - 1;
    if (i % 2 === 1 && run > 0) {
      const [left, right] = [Math.floor(at / height), Math.floor(last / height)];
      const isOneColumn = left === right;
      [x0, x1] = [Math.min(x0, left), Math.max(x1, right + 1)];
      y0 = Math.min(y0, isOneColumn ? at % height : 0);
      y1 = Math.max(y1, isOneColumn ? (last % height) + 1 : height);
    }
    at += run;
  }
  return x1 > x0 ? [x0, y0, x1, y1] : null;
}

export function segmentationBox(segmentation: unknown): Box | null {
  if (!isRecord(segmentation)) return polygonBox(segmentation);
  const { size, counts } = segmentation;
  const [height] = numbersOf(size) ?? [];
  const runs = typeof counts === 'string' ? unpackedRuns(counts) : numbersOf(counts);
  if (!runs || !height || height <= 0 || runs.some((run) => !(run >= 0))) return null;
  return runsBox(runs, height);
}
