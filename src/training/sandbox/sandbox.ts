// What: carries out the commands of the reward sandbox. They read the session and change nothing of it.
import type { RunHost } from '../session/runHost.ts';
import type { LastAnswers } from '../rewardTrial/types.ts';
import { whyUnavailable } from '../inspect/lastStep.ts';
import type { StepEngine } from '../step/stepTypes.ts';
import { editAnswer } from './editAnswer.ts';
import { probeReach } from './probeReach.ts';
import type { SandboxCommand } from './sandboxTypes.ts';
import { tryAnswers } from './tryAnswers.ts';

type Host = RunHost & { readonly scored: LastAnswers | null };
type Waiting = Exclude<SandboxCommand, { type: 'stopReach' }>;

export class Sandbox {
  private stopped = false;

  constructor(private readonly host: Host) {}

  /** At once, and before a probe that has not begun yet. */
  stop(): true {
    this.stopped = true;
    return true;
  }

  /** What is to be done when its turn comes. A stop from before does not mean this one. */
  work(command: Waiting): () => Promise<boolean> {
    if (command.type === 'probeReach') this.stopped = false;
    return () => this.carryOut(command);
  }

  private async carryOut(command: Waiting): Promise<boolean> {
    const { host } = this;
    const engine = await this.engine();
    if (command.type === 'tryAnswers') {
      const prompt = this.promptOf(command.promptId);
      const tried = await tryAnswers(engine, prompt, host.prompts, command);
      host.emit({ type: 'answersTried', promptId: prompt.id, ...tried });
      return true;
    }
    if (command.type === 'editAnswer') {
      const { lastStep, scored } = host;
      const why = whyUnavailable(lastStep, command);
      if (why !== null || !lastStep || !scored)
        throw new Error(why ?? 'There is no finished step to edit; run one first.');
      // Draws of rewards and shuffles as in that step.
      const again = { ...engine, step: lastStep.step - 1 };
      host.emit({ type: 'answerEdited', edited: await editAnswer(again, scored, command) });
      return true;
    }
    const { promptId, samples } = command;
    const train = host.prompts.filter(({ split }) => split === 'train');
    const prompts = promptId === null ? train : [this.promptOf(promptId)];
    if (prompts.length === 0) throw new Error('There is no prompt to train on; add a picture with a question first.');
    const onProgress = (done: number, total: number) =>
      host.emit({ type: 'progress', what: 'drawing answers', done, total, unit: 'answers' });
    const reached = await probeReach(engine, { prompts, samples, onProgress, isStopped: () => this.stopped });
    host.emit({ type: 'reached', reached });
    return true;
  }

  private promptOf(id: string) {
    const prompt = this.host.prompts.find((own) => own.id === id);
    if (!prompt) throw new Error('This prompt is not in use; choose another one.');
    return prompt;
  }

  private async engine(): Promise<StepEngine> {
    const { host } = this;
    const loaded = await host.engine();
    if (!host.run) throw new Error('No model is loaded yet; load one first.');
    const { config, edits, run } = host;
    return { ...loaded, config, edits, vectors: run.vectors, step: run.step };
  }
}
