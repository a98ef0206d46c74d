// What: one setting: TRL's name, a field that fits its kind, a mark where it differs from its default, and its doc.
import { useState } from 'react';
import type { Knob, KnobValue } from '../../config/knob.ts';
import { getLeaf } from '../../config/setLeaf.ts';
import { changeKnob, needsReset, resetKnob } from '../../store/configActions.ts';
import { useStore } from '../../store/store.ts';
import { SETTINGS } from '../texts/settings.ts';

const asText = (value: KnobValue) => (value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value));

export function KnobField({ name, knob }: { readonly name: string; readonly knob: Knob }) {
  const value = useStore((state) => asText(getLeaf(state.config, name)));
  const busy = useStore((state) => state.state === 'running' || state.state === 'loading');
  const [draft, setDraft] = useState<string | null>(null);
  const locked = busy && needsReset(name);
  const changed = value !== asText(knob.default);
  const choices = knob.kind === 'boolean' ? ['true', 'false'] : knob.choices;
  const commit = (text: string) => {
    setDraft(null);
    if (text !== value) void changeKnob(name, text);
  };
  const shared = { id: `knob-${name}`, 'aria-describedby': `doc-${name}`, disabled: locked };
  return (
    <div className="knob">
      <label htmlFor={`knob-${name}`} title={knob.doc}>
        {name}
        {changed && <mark>{SETTINGS.changed}</mark>}
      </label>
      {changed && (
        <button disabled={locked} onClick={() => void resetKnob(name)} aria-label={SETTINGS.resetKnob(name)}>
          ↺
        </button>
      )}
      {choices ? (
        <select {...shared} value={value} onChange={(event) => commit(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          value={draft ?? value}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={(event) => draft !== null && commit(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
        />
      )}
      <small id={`doc-${name}`}>
        {locked && `${SETTINGS.locked} `}
        {knob.doc} {SETTINGS.unit(knob.unit)}
        {SETTINGS.default(asText(knob.default))}
        {SETTINGS.source(knob.source)}
      </small>
    </div>
  );
}
