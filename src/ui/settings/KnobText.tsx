// What: a setting that is typed: a number, a text, a list. Invalid input is reported while it is typed.
import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import type { Knob } from '../../config/knob.ts';
import { knobProblem } from '../../store/engine/configActions.ts';
import { SETTINGS } from '../texts/settings.ts';
import type { FieldProps } from './fieldProps.ts';

const NUMERIC = ['number', 'integer'];

export function KnobText({
  name,
  value,
  isDisabled,
  describedBy,
  onCommit,
  knob,
}: FieldProps & { readonly knob: Knob }) {
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null || draft === value ? null : knobProblem(name, draft);
  const commit = () => {
    if (draft === null || problem) return;
    setDraft(null);
    onCommit(draft);
  };
  return (
    <TextField
      className="react-aria-TextField knob-field"
      id={`knob-${name}`}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={commit}
      isInvalid={problem !== null}
      isDisabled={isDisabled}
      aria-describedby={describedBy}
      inputMode={NUMERIC.includes(knob.kind) ? 'decimal' : 'text'}
    >
      <Label>{name}</Label>
      <Input
        placeholder={knob.nullable ? SETTINGS.none : ''}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key !== 'Escape' || draft === null) return;
          event.stopPropagation();
          setDraft(null);
        }}
      />
      <FieldError>{problem}</FieldError>
    </TextField>
  );
}
