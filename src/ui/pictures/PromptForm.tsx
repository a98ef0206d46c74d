// What: one prompt: its picture with boxes, its question, its answer.
import { updatePrompt } from '../../store/promptActions.ts';
import type { PromptDraft } from '../../store/promptDraft.ts';
import { BoxEditor } from './BoxEditor.tsx';
import { TEXTS } from '../texts.ts';

export function PromptForm({ prompt }: { readonly prompt: PromptDraft }) {
  return (
    <>
      <BoxEditor prompt={prompt} />
      <label className="field">
        {TEXTS.question}
        <input
          value={prompt.question}
          placeholder={TEXTS.questionExample}
          onChange={(event) => updatePrompt(prompt.id, { question: event.target.value })}
        />
      </label>
      <label className="field">
        {TEXTS.answer}
        <input
          value={prompt.answer}
          placeholder={TEXTS.answerExample}
          onChange={(event) => updatePrompt(prompt.id, { answer: event.target.value })}
        />
      </label>
    </>
  );
}
