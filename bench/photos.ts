// What: ten photographs that the policy never saw, in each one box drawn by hand and one question, most about a part of the thing:
// the greedy answer's IoU before and after 40 steps with that one prompt. Boxes: photos.json; pictures: public/samples.
// Hoped for: from ≤ 0.3 to ≥ 0.7 on 8 of 10.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box } from '../src/1-image/types.ts';
import { setLeaf } from '../src/config/setLeaf.ts';
import { BrowserEngine } from '../src/headless/browserEngine.ts';
import type { HostEvent, HostPrompt } from '../src/headless/hostMessages.ts';
import { ROOT } from '../src/headless/project.mjs';
import { iou } from '../src/training/evaluate/passAtK.ts';
import type { BenchOptions } from './benchOptions.ts';

interface Photo {
  readonly picture: string;
  readonly question: string;
  readonly answer: string;
  readonly box: Box;
}

function promptOf({ picture, question, answer, box }: Photo): HostPrompt {
  const base64 = readFileSync(join(ROOT, 'public', 'samples', picture)).toString('base64');
  const images = [{ type: 'image/webp', base64 }];
  return { id: picture, images, question, truth: { boxes: [box], answer }, split: 'train' };
}

export async function benchPhotos({ modelFolder, config, seeds, steps }: BenchOptions): Promise<void> {
  const photos = JSON.parse(readFileSync(join(import.meta.dirname, 'photos.json'), 'utf8')) as Photo[];
  let box: Box | undefined;
  const onEvent = (event: HostEvent) => {
    if (event.type === 'error') console.error(event.message);
    if (event.type === 'evaluated') box = event.results[0]?.boxes[0];
  };
  const engine = await BrowserEngine.open({ modelFolder, onEvent });
  const greedy = async (photo: Photo) => {
    await engine.carryOut({ type: 'evaluate', tag: 'photos' });
    return box ? iou(photo.box, box) : 0;
  };
  try {
    await engine.carryOut({ type: 'configure', config }, { type: 'load' });
    console.log('| photograph | question | seed | greedy IoU before | after |\n|---|---|---:|---:|---:|');
    let [low, reached, count] = [0, 0, 0];
    for (const seed of seeds) {
      for (const photo of photos) {
        const own = setLeaf(config, 'seed', String(seed));
        await engine.carryOut({ type: 'configure', config: own }, { type: 'reset' });
        await engine.carryOut({ type: 'setPrompts', prompts: [promptOf(photo)] });
        const before = await greedy(photo);
        await engine.carryOut({ type: 'start', steps });
        const after = await greedy(photo);
        console.log(`| ${photo.picture} | ${photo.question} | ${seed} | ${before.toFixed(2)} | ${after.toFixed(2)} |`);
        count += 1;
        low += before <= 0.3 ? 1 : 0;
        reached += before <= 0.3 && after >= 0.7 ? 1 : 0;
      }
    }
    console.log(`\n${steps} steps: ${low} of ${count} start at IoU ≤ 0.3; ${reached} of these reach ≥ 0.7.`);
  } finally {
    await engine.close();
  }
}
