// What: one prompt: its pictures, the boxes on the first one, question, answer, facts, and what is still missing.
import { Button, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { duplicatePrompt, removePrompt, setSplit, shiftPrompt, updatePrompt } from '../../store/promptActions.ts';
import type { PromptDraft } from '../../store/promptDraft.ts';
import { promptProblem } from '../../store/promptProblem.ts';
import { PICTURES } from '../texts/pictures.ts';
import { BoxEditor } from './BoxEditor.tsx';
import { BoxList } from './BoxList.tsx';
import { GrammarHint } from './GrammarHint.tsx';
import { PromptPictures } from './PromptPictures.tsx';

export function PromptForm({ prompt }: { readonly prompt: PromptDraft }) {
  const { id, question, answer, facts } = prompt;
  const problem = promptProblem(prompt);
  return (
    <div className="prompt-form">
      <BoxEditor prompt={prompt} />
      <PromptPictures prompt={prompt} />
      <BoxList prompt={prompt} />
      <TextField value={question} onChange={(text) => updatePrompt(id, { question: text })}>
        <Label>{PICTURES.question}</Label>
        <Input placeholder={PICTURES.questionExample} />
      </TextField>
      <TextField value={answer} onChange={(text) => updatePrompt(id, { answer: text })}>
        <Label>{PICTURES.answer}</Label>
        <Input placeholder={PICTURES.answerExample} />
      </TextField>
      <TextField
        value={facts.join('\n')}
        onChange={(text) => updatePrompt(id, { facts: text ? text.split('\n') : [] })}
      >
        <Label>{PICTURES.facts}</Label>
        <TextArea rows={Math.min(4, Math.max(1, facts.length))} placeholder={PICTURES.factsExample} />
        <Text slot="description" className="hint">
          {PICTURES.factsHelp}
        </Text>
      </TextField>
      <p className="problem" role="status">
        {problem}
      </p>
      <PromptButtons prompt={prompt} />
      <GrammarHint />
    </div>
  );
}

function PromptButtons({ prompt: { id, split } }: { readonly prompt: PromptDraft }) {
  const other = split === 'train' ? 'heldOut' : 'train';
  return (
    <div className="row small" role="group" aria-label={PICTURES.promptActions}>
      <Button onPress={() => setSplit(id, other)}>{PICTURES.moveTo[other]}</Button>
      <Button onPress={() => shiftPrompt(id, -1)}>{PICTURES.earlier}</Button>
      <Button onPress={() => shiftPrompt(id, 1)}>{PICTURES.later}</Button>
      <Button onPress={() => duplicatePrompt(id)}>{PICTURES.duplicate}</Button>
      <Button onPress={() => removePrompt(id)}>{PICTURES.remove}</Button>
    </div>
  );
}
