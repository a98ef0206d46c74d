// What: entry of the worker that draws: scenes one at a time as they are asked for, and the drawn samples. A generator is a
// file of generators/, found by itself.
import { drawSamples } from './drawnSamples.ts';
import type { Scene, SceneGenerator, SceneRequest } from './types.ts';

export type SceneQuestion = { readonly id: number } & (
  | { readonly kind: 'generators' }
  | { readonly kind: 'samples' }
  | { readonly kind: 'make'; readonly generator: string; readonly request: SceneRequest }
);

/** What the page has to know of a generator to offer it. */
export type GeneratorFacts = Pick<SceneGenerator, 'name' | 'title' | 'skills'>;

export type SceneAnswer = { readonly id: number } & (
  | { readonly kind: 'generators'; readonly generators: readonly GeneratorFacts[] }
  | { readonly kind: 'scenes'; readonly scenes: readonly Scene[] }
  | { readonly kind: 'failed'; readonly sentence: string }
);

const files = import.meta.glob<SceneGenerator>('./generators/*.ts', { eager: true, import: 'generator' });
const GENERATORS = Object.values(files);

async function makeScene(name: string, request: SceneRequest): Promise<Scene> {
  const generator = GENERATORS.find((other) => other.name === name);
  if (!generator) throw new Error(`There is no scene generator '${name}'; choose another.`);
  return generator.make(request);
}

async function answer(question: SceneQuestion): Promise<SceneAnswer> {
  const { id } = question;
  try {
    if (question.kind === 'samples') return { id, kind: 'scenes', scenes: await drawSamples() };
    if (question.kind === 'make')
      return { id, kind: 'scenes', scenes: [await makeScene(question.generator, question.request)] };
    return {
      id,
      kind: 'generators',
      generators: GENERATORS.map(({ name, title, skills }) => ({ name, title, skills })),
    };
  } catch (error) {
    return { id, kind: 'failed', sentence: (error as Error).message };
  }
}

addEventListener(
  'message',
  ({ data }: MessageEvent<SceneQuestion>) => void answer(data).then((told) => postMessage(told)),
);
