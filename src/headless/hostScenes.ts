// What: the scenes of an order as prompts of the engine, made by the page's own worker of scenes.
import type { SceneAnswer, SceneQuestion } from '../scenes/sceneWorker.ts';
import type { Scene } from '../scenes/types.ts';
import type { PromptInput } from '../training/protocol.ts';
import type { SceneOrder } from './sceneOrder.ts';

function ask(worker: Worker, question: SceneQuestion): Promise<Scene> {
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(`The scene worker failed: ${message}`));
    worker.onmessage = ({ data }: MessageEvent<SceneAnswer>) => {
      if (data.kind === 'scenes') resolve(data.scenes[0]!);
      else reject(new Error(data.kind === 'failed' ? data.sentence : 'The scene worker sent an unexpected reply.'));
    };
    worker.postMessage(question);
  });
}

export async function orderedPrompts({ source, count, held, ...request }: SceneOrder): Promise<PromptInput[]> {
  const worker = new Worker(new URL('../scenes/sceneWorker.ts', import.meta.url), { type: 'module' });
  try {
    const prompts: PromptInput[] = [];
    for (let index = 0; index < count + held; index++) {
      const question = { id: index, kind: 'make', generator: source, request: { ...request, index } } as const;
      const { name, images, question: words, truth } = await ask(worker, question);
      const split = index < count ? 'train' : 'heldOut';
      prompts.push({ id: `${name.replace(' ', '/')}`, images, question: words, truth, split });
    }
    return prompts;
  } finally {
    worker.terminate();
  }
}
