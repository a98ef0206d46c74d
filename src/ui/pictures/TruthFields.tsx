// What: the fields of a prompt's truth that have no place of their own: a text field for each that a reward of the run reads,
// and a list of the others that are filled.
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { updateTruth } from '../../store/prompts/promptActions.ts';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { listedFields, typedFields, typedText, typedValue } from '../../store/prompts/truthLines.ts';
import type { TypedField } from '../../store/prompts/truthLines.ts';
import { useTruthReaders } from '../../store/prompts/truthReaders.ts';
import { PICTURES } from '../texts/pictures.ts';
import { useUsable } from './useUsable.ts';

export function TruthFields({ prompt }: { readonly prompt: PromptDraft }) {
  const typed = typedFields(useTruthReaders());
  const listed = listedFields(prompt, typed);
  return (
    <>
      {typed.map((one) => (
        <Typed key={one.field} prompt={prompt} one={one} />
      ))}
      {listed.length > 0 && (
        <dl className="truth-list" aria-label={PICTURES.truthList}>
          {listed.map(([field, words]) => (
            <FieldInWords key={field} field={field} words={words} />
          ))}
        </dl>
      )}
    </>
  );
}

const FieldInWords = ({ field, words }: { readonly field: string; readonly words: string }) => (
  <>
    <dt>{PICTURES.truthTitle(field)}</dt>
    <dd>{words}</dd>
  </>
);

function Typed({ prompt, one }: { readonly prompt: PromptDraft; readonly one: TypedField }) {
  const usable = useUsable('question');
  const text = typedText(prompt, one);
  const change = (typed: string) => updateTruth(prompt.id, one.field, typedValue(typed, one));
  return (
    <TextField isReadOnly={!usable} value={text} onChange={change}>
      <Label>{PICTURES.truthField(one.field)}</Label>
      <TextArea rows={Math.min(4, Math.max(2, text.split('\n').length))} data-field={one.field} />
      <Text slot="description" className="hint">
        {PICTURES.truthHelp(one.isList, one.readers)}
      </Text>
    </TextField>
  );
}
