// What: the run as a zip that another trainer starts from: what was chosen, and the press of the button.
import { create } from 'zustand';
import { say, unsay } from '../actions.ts';
import { useOwnRewards } from '../engine/ownRewards.ts';
import { saveFile } from '../files/saveFile.ts';
import { useStore } from '../store.ts';
import { CONTINUE_TEXTS } from '../texts/continueOn.ts';
import type { ExportAnswer, ExportQuestion } from './exportWorker.ts';

/** Written out, so that the page need not load the writers to name them; a test compares. */
export const TRAINERS = ['trl', 'verl', 'ms-swift', 'easyr1', 'openrlhf'] as const;
export const BOX_FORMS = ['percent', 'thousand', 'pixels', 'fractions'] as const;

interface ContinueOn {
  readonly trainer: (typeof TRAINERS)[number];
  readonly boxes: (typeof BOX_FORMS)[number];
  readonly busy: boolean;
}
export const useContinueOn = create<ContinueOn>()(() => ({ trainer: 'trl', boxes: 'percent', busy: false }));
export const chooseTrainer = (trainer: ContinueOn['trainer']) => useContinueOn.setState({ trainer });
export const chooseBoxes = (boxes: ContinueOn['boxes']) => useContinueOn.setState({ boxes });

function ask(question: ExportQuestion): Promise<ExportAnswer> {
  const worker = new Worker(new URL('./exportWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<ExportAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<ExportAnswer>) => resolve(data);
    worker.onerror = () => resolve({ sentence: CONTINUE_TEXTS.failed });
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}

export async function saveForTrainer(): Promise<void> {
  const { trainer, boxes, busy } = useContinueOn.getState();
  if (busy) return;
  useContinueOn.setState({ busy: true });
  const { config, prompts } = useStore.getState();
  const { ownRewards: rewards } = useOwnRewards.getState();
  try {
    const answer = await ask({ target: trainer, coordinates: boxes, config, prompts, rewards });
    if ('sentence' in answer) return say(answer.sentence);
    unsay();
    saveFile(answer.archive, `rollscope-${trainer}.zip`);
  } finally {
    useContinueOn.setState({ busy: false });
  }
}
