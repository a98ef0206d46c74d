// What: a setting that is one of a list or a JSON object of the visitor's own: the list, and a text to paste or edit. The text begins
// as what was chosen before; what is wrong with it is said while it is typed.
import { useState } from 'react';
import { FieldError, Label, TextArea, TextField } from 'react-aria-components';
import type { Knob } from '../../config/knob.ts';
import { knobProblem } from '../../store/engine/configActions.ts';
import { SETTINGS } from '../texts/settings.ts';
import type { FieldProps } from './fieldProps.ts';
import { KnobChoice } from './KnobChoice.tsx';

const OWN = SETTINGS.ownDocument;
const ROWS = 12;

export function KnobDocument({ knob, ...field }: FieldProps & { readonly knob: Knob }) {
  const { name, value, isDisabled, onCommit } = field;
  const [draft, setDraft] = useState<string | null>(null);
  const isOwn = !knob.choices!.includes(value);
  const before = JSON.stringify(knob.document!.of(value), null, 2);
  const isOpen = isOwn || draft !== null;
  const problem = draft === null || draft === before ? null : knobProblem(name, draft);
  const commit = () => {
    if (draft === null || draft === before || problem) return;
    setDraft(null);
    onCommit(draft);
  };
  const choose = (choice: string) => {
    setDraft(choice === OWN ? before : null);
    if (choice !== OWN) onCommit(choice);
  };
  return (
    <div className="knob-document">
      <KnobChoice {...field} value={isOpen ? OWN : value} choices={[...knob.choices!, OWN]} onCommit={choose} />
      {isOpen && (
        <TextField
          className="react-aria-TextField"
          value={draft ?? before}
          onChange={setDraft}
          onBlur={commit}
          isInvalid={problem !== null}
          isDisabled={isDisabled}
        >
          <Label>{SETTINGS.documentOf(name)}</Label>
          <TextArea
            rows={ROWS}
            spellCheck={false}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || draft === null) return;
              event.stopPropagation();
              setDraft(null);
            }}
          />
          <FieldError>{problem}</FieldError>
        </TextField>
      )}
    </div>
  );
}
