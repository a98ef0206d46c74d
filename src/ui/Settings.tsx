// What: every setting, derived from the knob tables: name, unit, doc, source, default, what was changed.
import { AXES } from '../config/config.ts';
import type { Knob, KnobValue } from '../config/knob.ts';
import { changeKnob, resetKnob } from '../store/actions.ts';
import { useStore } from '../store/store.ts';
import { TEXTS } from './texts.ts';

const asText = (value: KnobValue) => (value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value));

export function Settings() {
  const config = useStore((state) => state.config);
  return (
    <details className="settings">
      <summary>{TEXTS.settings}</summary>
      <div className="axes">
        {Object.entries(AXES).map(([axis, table]) => (
          <fieldset key={axis}>
            <legend>{axis}</legend>
            {Object.entries(table as Record<string, Knob>).map(([name, knob]) => {
              const value = (config[axis as keyof typeof AXES] as Record<string, KnobValue>)[name]!;
              return <KnobField key={`${name}=${asText(value)}`} name={name} knob={knob} value={value} />;
            })}
          </fieldset>
        ))}
      </div>
    </details>
  );
}

interface FieldProps {
  readonly name: string;
  readonly knob: Knob;
  readonly value: KnobValue;
}
function KnobField({ name, knob, value }: FieldProps) {
  const running = useStore((state) => state.state === 'running' || state.state === 'loading');
  const changed = asText(value) !== asText(knob.default);
  const commit = (text: string) => text !== asText(value) && void changeKnob(name, text);
  const title = `${knob.doc} ${knob.unit && `Unit: ${knob.unit}. `}Default: ${asText(knob.default) || 'none'}. ${knob.source}`;
  const choices = knob.kind === 'boolean' ? ['true', 'false'] : knob.choices;
  return (
    <label className="knob" title={title}>
      <span>
        {name}
        {changed && <mark>{TEXTS.changed}</mark>}
      </span>
      {choices ? (
        <select value={asText(value)} disabled={running} onChange={(event) => commit(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          defaultValue={asText(value)}
          disabled={running}
          onBlur={(event) => commit(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
        />
      )}
      {changed && (
        <button disabled={running} onClick={() => void resetKnob(name)} aria-label={`${TEXTS.resetKnob}: ${name}`}>
          ↺
        </button>
      )}
    </label>
  );
}
