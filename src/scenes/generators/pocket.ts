// What: scenes of the picture set in public/scenes, with the questions that Pocket was taught on; made as in pretrain/pocket.
import { loadLibrary } from '../pocket/loadLibrary.ts';
import { makeScene, SKILLS } from '../pocket/makeScene.ts';
import type { Raster } from '../pocket/raster.ts';
import type { Scene, SceneGenerator, SceneRequest } from '../types.ts';

async function encoded({ width, height, rgba }: Raster): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(Uint8ClampedArray.from(rgba), width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

async function make(request: SceneRequest): Promise<Scene> {
  const { name, question, truth, pictures } = makeScene(await loadLibrary(), request);
  return { name, question, truth, images: await Promise.all(pictures.map(encoded)) };
}

export const generator: SceneGenerator = {
  name: 'pocket',
  title: 'Things on backgrounds',
  skills: ['mixed', ...Object.keys(SKILLS).toSorted()],
  make,
};
