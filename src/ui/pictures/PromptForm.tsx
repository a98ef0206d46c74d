// What: one prompt: its pictures, the boxes on the first one, question, answer, facts, and what is still missing.
import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { useShown } from '../../store/access.ts';
import {
  duplicatePrompt,
  removePrompt,
  setSplit,
  shiftPrompt,
  updatePrompt,
} from '../../store/prompts/promptActions.ts';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { promptProblem } from '../../store/prompts/promptProblem.ts';
import { factsOfLines, linesOfFacts } from '../../store/prompts/truthLines.ts';
import { unfilledSentence, useTruthReaders } from '../../store/prompts/truthReaders.ts';
import { PICTURES } from '../texts/pictures.ts';
import { BoxEditor } from './BoxEditor.tsx';
import { BoxList } from './BoxList.tsx';
import { GrammarHint } from './GrammarHint.tsx';
import { PromptPictures } from './PromptPictures.tsx';
import { TruthFields } from './TruthFields.tsx';
import { UnknownWords } from './UnknownWords.tsx';
import { useUsable } from './useUsable.ts';
import './promptForm.css';

export function PromptForm({ prompt }: { readonly prompt: PromptDraft }) {
  const asking = useShown('question');
  return (
    <div className="prompt-form">
      <BoxEditor prompt={prompt} />
      {asking && <Asking prompt={prompt} />}
      <p className="problem" role="status">
        {promptProblem(prompt)}
      </p>
      <Unfilled prompt={prompt} />
      {asking && <UnknownWords prompt={prompt} />}
      <BoxList prompt={prompt} />
      <PromptButtons prompt={prompt} />
      <Disclosure className="more" defaultExpanded={prompt.images.length > 1 || prompt.facts.length > 0}>
        <Heading level={3}>
          <Button slot="trigger" className="quiet">
            {PICTURES.more}
          </Button>
        </Heading>
        <DisclosurePanel>
          <PromptPictures prompt={prompt} />
          {asking && <Facts prompt={prompt} />}
          {asking && <TruthFields prompt={prompt} />}
          <OrderButtons id={prompt.id} />
          <GrammarHint />
        </DisclosurePanel>
      </Disclosure>
    </div>
  );
}

function Asking({ prompt: { id, question, answer } }: { readonly prompt: PromptDraft }) {
  const usable = useUsable('question');
  return (
    <>
      <TextField isReadOnly={!usable} value={question} onChange={(text) => updatePrompt(id, { question: text })}>
        <Label>{PICTURES.question}</Label>
        <Input data-field="question" placeholder={PICTURES.questionExample} />
      </TextField>
      <TextField isReadOnly={!usable} value={answer} onChange={(text) => updatePrompt(id, { answer: text })}>
        <Label>{PICTURES.answer}</Label>
        <Input placeholder={PICTURES.answerExample} />
      </TextField>
    </>
  );
}

/** Not a problem: other rewards may score the prompt. */
function Unfilled({ prompt }: { readonly prompt: PromptDraft }) {
  const sentence = unfilledSentence(prompt, useTruthReaders());
  if (sentence === null || promptProblem(prompt) !== null) return null;
  return (
    <p className="hint unfilled" role="status">
      {sentence}
    </p>
  );
}

function Facts({ prompt: { id, facts } }: { readonly prompt: PromptDraft }) {
  const usable = useUsable('question');
  const change = (text: string) => updatePrompt(id, { facts: factsOfLines(text, facts) });
  return (
    <TextField isReadOnly={!usable} value={linesOfFacts(facts)} onChange={change}>
      <Label>{PICTURES.facts}</Label>
      <TextArea rows={Math.min(4, Math.max(2, facts.length))} placeholder={PICTURES.factsExample} />
      <Text slot="description" className="hint">
        {PICTURES.factsHelp}
      </Text>
    </TextField>
  );
}

function PromptButtons({ prompt: { id, split } }: { readonly prompt: PromptDraft }) {
  const isDisabled = !useUsable('pictures');
  const other = split === 'train' ? 'heldOut' : 'train';
  return (
    <div className="row small" role="group" aria-label={PICTURES.promptActions}>
      <Button isDisabled={isDisabled} onPress={() => setSplit(id, other)}>
        {PICTURES.moveTo[other]}
      </Button>
      <Button isDisabled={isDisabled} onPress={() => duplicatePrompt(id)}>
        {PICTURES.duplicate}
      </Button>
      <Button isDisabled={isDisabled} onPress={() => removePrompt(id)}>
        {PICTURES.remove}
      </Button>
    </div>
  );
}

/** What dragging does, for those who do not drag. */
function OrderButtons({ id }: { readonly id: string }) {
  const isDisabled = !useUsable('pictures');
  return (
    <div className="row small">
      <Button isDisabled={isDisabled} onPress={() => shiftPrompt(id, -1)}>
        {PICTURES.earlier}
      </Button>
      <Button isDisabled={isDisabled} onPress={() => shiftPrompt(id, 1)}>
        {PICTURES.later}
      </Button>
    </div>
  );
}
