// What: a run as another trainer is given it: prompts with their pictures and truth, the settings, the rewards in Python, the form of the answers.
// Units: boxes of the truth are fractions of the first picture, x0 y0 x1 y1; what a model writes is told by `coordinates`.
import { grammarOf } from '../4-rewards/grammars.ts';
import type { Grammar } from '../4-rewards/grammar.ts';
import { knobsOf, signalsOfUse } from '../4-rewards/rewardUses.ts';
import type { ReadyReward } from '../4-rewards/rewardUses.ts';
import { rewardByName } from '../4-rewards/registry.ts';
import type { RewardEdits } from '../4-rewards/registry.ts';
import type { Truth } from '../4-rewards/types.ts';
import type { Config } from '../config/config.ts';
import { rewardUsesOf } from '../config/uses.ts';
import { exportRewards } from './python/rewardModules.ts';
import type { ExportedRewards } from './python/rewardModules.ts';

/** What the far edge of the picture is written as: 1, 100, 1000, or its pixels. */
export const COORDINATES = ['fractions', 'percent', 'thousand', 'pixels'] as const;
export type Coordinates = (typeof COORDINATES)[number];
const SCALES: Readonly<Record<Coordinates, number>> = { fractions: 1, percent: 100, thousand: 1000, pixels: 1 };

export interface ExportPicture {
  /** Within the folder of the target: images/001-dog.jpg. */
  readonly path: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** As it is shown; the file holds it upright. */
  readonly width: number;
  readonly height: number;
}

export interface ExportPrompt {
  readonly id: string;
  readonly question: string;
  /** Paths of its pictures. */
  readonly images: readonly string[];
  readonly truth: Truth;
  readonly split: 'train' | 'heldOut';
}

export interface RunToExport {
  readonly config: Config;
  readonly prompts: readonly ExportPrompt[];
  readonly pictures: readonly ExportPicture[];
  /** Own rewards and changed ones. */
  readonly edits: RewardEdits;
  readonly coordinates: Coordinates;
}

export interface ExportedRun extends RunToExport {
  readonly grammar: Grammar;
  readonly uses: readonly ReadyReward[];
  readonly rewards: ExportedRewards;
  /** What the model is told about the form of its answer. */
  readonly instruction: string;
}

export function readyUses(config: Config, edits: RewardEdits): ReadyReward[] {
  return rewardUsesOf(config).map(({ block, as, weight, knobs }) => {
    const reward = rewardByName(block, edits);
    return { reward, as, weight, knobs: knobsOf(reward, knobs), signals: signalsOfUse(reward, knobs) };
  });
}

export function exportedRun(run: RunToExport): ExportedRun {
  const grammar = grammarOf(run.config.grammar.grammar);
  const uses = readyUses(run.config, run.edits);
  const scale = SCALES[run.coordinates];
  return {
    ...run,
    ...{ grammar, uses, rewards: exportRewards(uses, grammar, [scale, scale]) },
    instruction: instructionOf(grammar, run.coordinates),
  };
}

const BOXES: Readonly<Record<Coordinates, string>> = {
  fractions: 'in fractions of the picture, from 0 to 1',
  percent: 'in hundredths of the picture, from 0 to 100',
  thousand: 'in thousandths of the picture, from 0 to 1000',
  pixels: 'in pixels of the picture',
};

/** A small policy has learnt its form; any other model has to be told. */
export function instructionOf({ tags }: Grammar, coordinates: Coordinates): string {
  const shown = tags.filter(({ max, isAction }) => max > 0 && !isAction);
  const holds = (content: string) =>
    ({ box: 'x0 y0 x1 y1', boxes: 'x0 y0 x1 y1', point: 'x y', points: 'x y' })[content] ?? '…';
  const form = shown.map(({ name, content, min }) => {
    const tag = `<${name}>${holds(content)}</${name}>`;
    return min > 0 ? tag : `[${tag}]`;
  });
  const optional = shown.some(({ min }) => min === 0) ? ' What stands in square brackets may be left out.' : '';
  const isPlaced = shown.some(({ content }) => /box|point/.test(content));
  return `Answer in this form: ${form.join('')}.${optional}${isPlaced ? ` Coordinates are whole numbers or decimals ${BOXES[coordinates]}.` : ''}`;
}

/** The pictures of some prompts, as files of a folder ('' or with a slash at its end). */
export const picturesOf = (run: ExportedRun, prompts: readonly ExportPrompt[], folder: string) => {
  const wanted = new Set(prompts.flatMap(({ images }) => images));
  return run.pictures
    .filter(({ path }) => wanted.has(path))
    .map(({ path, content }) => [`${folder}${path}`, content] as const);
};

/** The truth as the rewards in Python read it; the id keeps two prompts with the same truth apart. */
export const truthText = ({ id, question, truth }: ExportPrompt): string => JSON.stringify({ id, question, ...truth });

/** What is right, in one text, for those who look into the data: the answer, else the boxes. */
export const solutionOf = ({ truth }: ExportPrompt): string =>
  truth.answer ?? truth.acceptedAnswers?.[0] ?? (truth.boxes ? JSON.stringify(truth.boxes) : '');

export const sizeOf = ({ pictures }: ExportedRun, { images }: ExportPrompt): readonly [number, number] => {
  const first = pictures.find(({ path }) => path === images[0]);
  return first ? [first.width, first.height] : [1, 1];
};
