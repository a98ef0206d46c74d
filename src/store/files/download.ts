// What: the curves as files that the browser saves. Numbers: CSV and JSON lines; charts: SVG, and PNG drawn from it.
import { runsToCsv, runsToJsonLines, toCsv, toJsonLines } from '../../9-curves/files.ts';
import type { NamedRun } from '../../9-curves/files.ts';
import { say } from '../actions.ts';
import { saveFile as save } from './saveFile.ts';

export type CurveFile = 'csv' | 'jsonl' | 'svg' | 'png';

/** For screens of high resolution and for print. */
const PNG_SCALE = 2;

async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PNG_SCALE;
    canvas.height = image.naturalHeight * PNG_SCALE;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('no picture');
    return blob;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

export async function downloadCurves(
  kind: CurveFile,
  runs: readonly NamedRun[],
  makeSvg: () => string,
  pngFailed: string,
): Promise<void> {
  const alone = runs.length === 1 ? runs[0]!.points : null;
  if (kind === 'csv') save(new Blob([alone ? toCsv(alone) : runsToCsv(runs)], { type: 'text/csv' }), 'rollscope.csv');
  if (kind === 'jsonl') {
    save(
      new Blob([alone ? toJsonLines(alone) : runsToJsonLines(runs)], { type: 'application/jsonl' }),
      'rollscope.jsonl',
    );
  }
  if (kind === 'svg') save(new Blob([makeSvg()], { type: 'image/svg+xml' }), 'rollscope.svg');
  if (kind !== 'png') return;
  try {
    save(await toPng(makeSvg()), 'rollscope.png');
  } catch {
    say(pngFailed);
  }
}
