// What: the field for an answer of the visitor's, on its own or in the place of one of the group.
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import { editRollout, groupInReach, typeAnswer, useSandbox } from '../../store/sandbox/sandbox.ts';
import { useStore } from '../../store/store.ts';
import type { ReadAnswer } from '../../training/sandbox/sandboxTypes.ts';
import { SANDBOX } from '../texts/sandbox.ts';

/** Longer ones are presets for looking at. */
const MOST_CHARACTERS = 4000;

export function TypedAnswer({ answer }: { readonly answer: ReadAnswer | null }) {
  const { text, rollout } = useSandbox();
  const groups = useStore((state) => state.groups);
  useStore((state) => `${state.selectedGroup} ${state.selectedPrompt}`);
  const group = groupInReach();
  const count = group === null ? 0 : (groups[group]?.rollouts.length ?? 0);
  const other = answer !== null && answer.from !== 'typed' && answer.text.length <= MOST_CHARACTERS;
  return (
    <div className="typed-answer">
      <TextField value={text} onChange={(value) => typeAnswer(value.slice(0, MOST_CHARACTERS))}>
        <Label>{SANDBOX.typed}</Label>
        <TextArea rows={3} spellCheck="false" maxLength={MOST_CHARACTERS} />
      </TextField>
      <div className="row">
        <Button isDisabled={!other} onPress={() => answer && typeAnswer(answer.text)}>
          {SANDBOX.take}
        </Button>
        {count > 0 && (
          <label className="row">
            {SANDBOX.place}
            <select
              value={rollout ?? ''}
              onChange={({ target }) => editRollout(target.value === '' ? null : Number(target.value))}
            >
              <option value="">{SANDBOX.alone}</option>
              {Array.from({ length: count }, (_, i) => (
                <option key={i} value={i}>
                  {SANDBOX.inPlaceOf(i)}
                </option>
              ))}
            </select>
          </label>
        )}
        {count === 0 && <small className="hint">{SANDBOX.groupEmpty}</small>}
      </div>
    </div>
  );
}
