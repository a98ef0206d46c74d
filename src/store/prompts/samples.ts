// What: the sample gallery: what public/samples/samples.json lists, with its pictures, and after it the drawn samples.
// Units: boxes are fractions of the picture.
import { truthParts } from '../../4-rewards/truthParts.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { isRecord, truthOfData } from '../../data/dataPrompt.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PromptDraft } from './promptDraft.ts';
import { promptOfScene } from './sceneDraft.ts';
import { drawnSamples } from './sceneSource.ts';

export interface SampleEntry extends Truth {
  readonly name: string;
  /** File in public/samples/. */
  readonly picture: string;
  readonly question: string;
}

/** Every entry is fetched at the first visit, so the list stays short. */
const MAX_SAMPLES = 24;

const folder = () => new URL('samples/', document.baseURI);

async function listed(): Promise<readonly SampleEntry[]> {
  const response = await fetch(new URL('samples.json', folder()));
  const value: unknown = response.ok ? await response.json() : null;
  const samples = isRecord(value) && Array.isArray(value['samples']) ? value['samples'] : [];
  return (samples as readonly SampleEntry[]).slice(0, MAX_SAMPLES);
}

async function sampleOf(entry: SampleEntry, i: number): Promise<PromptDraft> {
  const response = await fetch(new URL(entry.picture, folder()));
  if (!response.ok) throw new Error(`samples/${entry.picture} is missing.`);
  const image = await response.blob();
  const { name, question } = entry;
  const id = `sample-${i}`;
  const url = URL.createObjectURL(image);
  const picture = { id, name, image, url, thumb: url, width: 0, height: 0 };
  return { ...emptyPrompt(id, name, [picture]), question, ...truthParts(truthOfData({ ...entry, images: [] })) };
}

/** A sample that cannot be fetched is left out. */
export async function loadSamples(): Promise<readonly PromptDraft[]> {
  const entries = await listed().catch(() => []);
  const fetched = await Promise.allSettled(entries.map(sampleOf));
  const samples = fetched.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const scenes = await drawnSamples().catch(() => []);
  const address = (image: Blob) => URL.createObjectURL(image);
  return [...samples, ...scenes.map((scene, i) => promptOfScene(scene, `drawn-${i}`, 'train', address))];
}
