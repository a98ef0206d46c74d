// What: the loaded prompts, and those of them that the present model can read beside an answer of the present length. The others
// are left out, one sentence each, said once; they come back when another model or a shorter answer makes room for them.
import { readingProblem } from '../../2-policy/readingProblem.ts';
import type { Policy } from '../../2-policy/types.ts';
import type { LoadedPrompt, Refusal } from './loadPrompts.ts';
import { promptName } from './promptName.ts';

interface Reading {
  readonly policy: Policy | null;
  readonly maxCompletion: number;
  readonly prompts: readonly LoadedPrompt[];
}

export class PromptShelf {
  private all: readonly LoadedPrompt[] = [];
  private reading: Reading | null = null;
  private readonly told = new Set<string>();

  constructor(private readonly refuse: (refusal: Refusal) => void) {}

  get loaded(): readonly LoadedPrompt[] {
    return this.all;
  }

  put(prompts: readonly LoadedPrompt[]): void {
    this.all = prompts;
    this.reading = null;
    this.told.clear();
  }

  /** All of them as long as there is no model. */
  readableBy(policy: Policy | null, maxCompletion: number): readonly LoadedPrompt[] {
    const known = this.reading;
    if (known && known.policy === policy && known.maxCompletion === maxCompletion) return known.prompts;
    const prompts = policy ? this.all.filter((prompt) => this.isReadable(policy, prompt, maxCompletion)) : this.all;
    this.reading = { policy, maxCompletion, prompts };
    return prompts;
  }

  private isReadable(policy: Policy, prompt: LoadedPrompt, maxCompletion: number): boolean {
    const { id, question, pictures } = prompt;
    const problem = readingProblem(policy, { question, pictures: pictures.length }, maxCompletion);
    if (problem === null) return true;
    const sentence = `${promptName(prompt)}: ${problem}`;
    const key = JSON.stringify([id, sentence]);
    if (!this.told.has(key)) this.refuse({ promptId: id, sentence });
    this.told.add(key);
    return false;
  }
}
