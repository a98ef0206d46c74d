// What: where made scenes come from: an endless row of scenes for a seed, made off the main thread as they are asked for.
// The generators live in src/scenes/generators; another kind of source only has to keep this interface.
import type { GeneratorFacts, SceneAnswer, SceneQuestion } from '../../scenes/sceneWorker.ts';
import type { Scene, SceneRequest } from '../../scenes/types.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';

export interface SceneSource extends GeneratorFacts {
  /** Scenes number 0 … count − 1 of the seed; leaving the loop stops the making. */
  scenes(request: Omit<SceneRequest, 'index'>, count: number): AsyncGenerator<Scene, void, undefined>;
}

/** A union has its own fields back only member by member. */
type Unnumbered<Question> = Question extends unknown ? Omit<Question, 'id'> : never;
/** How questions reach the worker; tests put in their own. */
export type AskScenes = (question: Unnumbered<SceneQuestion>) => Promise<SceneAnswer>;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (answer: SceneAnswer) => void>();

function startWorker(): Worker {
  const started = new Worker(new URL('../../scenes/sceneWorker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<SceneAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  started.onerror = () => {
    worker = null;
    for (const [id, tell] of waiting) tell({ id, kind: 'failed', sentence: PICTURE_TEXTS.scenesStopped });
    waiting.clear();
  };
  return started;
}

const askWorker: AskScenes = (question) =>
  new Promise((resolve) => {
    worker ??= startWorker();
    const id = ++lastId;
    waiting.set(id, resolve);
    worker.postMessage({ id, ...question });
  });

async function scenesOf(ask: AskScenes, question: Unnumbered<SceneQuestion>): Promise<readonly Scene[]> {
  const answer = await ask(question);
  if (answer.kind === 'scenes') return answer.scenes;
  throw new Error(answer.kind === 'failed' ? answer.sentence : PICTURE_TEXTS.scenesAmiss);
}

export const drawnSamples = (ask: AskScenes = askWorker) => scenesOf(ask, { kind: 'samples' });

/** Every generator of the project as a source. */
export async function sceneSources(ask: AskScenes = askWorker): Promise<readonly SceneSource[]> {
  const answer = await ask({ kind: 'generators' });
  if (answer.kind !== 'generators') return [];
  return answer.generators.map((facts) => ({
    ...facts,
    async *scenes(request, count) {
      for (let index = 0; index < count; index++) {
        yield* await scenesOf(ask, { kind: 'make', generator: facts.name, request: { ...request, index } });
      }
    },
  }));
}
