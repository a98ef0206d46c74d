// What: can the policy read a prompt? Before a step, and for one prompt: in the middle of a step it would stop all of them.
// Formula: tokens of the prompt + max_completion_length ≤ positions of the network.
import type { Policy } from './types.ts';

export interface PromptText {
  readonly question: string;
  /** How many. */
  readonly pictures: number;
}

type Reader = Pick<Policy, 'info' | 'tokenizer'>;

/** Null where it can; otherwise what is wrong and what to do, to continue the name of the prompt and a colon. */
export const readingProblem = (reader: Reader, prompt: PromptText, maxCompletion: number): string | null =>
  pictureProblem(reader, prompt) ?? controlProblem(reader, prompt) ?? lengthProblem(reader, prompt, maxCompletion);

function pictureProblem({ info }: Reader, { pictures }: PromptText): string | null {
  return pictures === 0 || info.imageTokens > 0
    ? null
    : 'this model reads words only; add a question without a picture, or load a model that reads pictures.';
}

function controlProblem({ tokenizer }: Reader, { question }: PromptText): string | null {
  const { controlTokens, imageTokenId } = tokenizer;
  for (const id of tokenizer.encode(question)) {
    const token = controlTokens.get(id);
    // A tokenizer may also write a control token for letters that it does not know.
    if (token === undefined || !question.toLowerCase().includes(token.toLowerCase())) continue;
    return id === imageTokenId
      ? `its question contains ${token}, but pictures are placed in front of it anyway; delete ${token} there.`
      : `its question contains ${token}, which is a control token of the model; delete it there.`;
  }
  return null;
}

function lengthProblem({ info, tokenizer }: Reader, { question, pictures }: PromptText, maxCompletion: number) {
  const room = info.maxPositions - maxCompletion;
  const needed = tokenizer.encodePrompt(question, pictures).length;
  if (needed <= room) return null;
  const all = `the model reads ${info.maxPositions} tokens in all`;
  if (room < tokenizer.encodePrompt('', Math.min(pictures, 1)).length)
    return `max_completion_length (${maxCompletion}) leaves no room for it, as ${all}; lower it.`;
  const fitting = Math.floor((room - needed) / tokenizer.pictureIds.length) + pictures;
  const advice =
    pictures > 0 && fitting >= 1
      ? `use at most ${fitting} of its ${pictures} pictures`
      : 'shorten its question or lower max_completion_length';
  return `it takes ${needed} tokens, but ${all} and ${maxCompletion} of them are kept for the answer; ${advice}.`;
}
