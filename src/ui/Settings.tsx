// What: the panel of all settings, derived from the knob tables, in the order of the pipeline.
import { useState } from 'react';
import { AXES } from '../config/config.ts';
import { KNOBS } from '../config/knobTable.ts';
import { KnobField } from './KnobField.tsx';
import { TEXTS } from './texts.ts';

export function Settings({ onClose }: { readonly onClose: () => void }) {
  const [wanted, setWanted] = useState('');
  const found = [...KNOBS.values()].filter(({ axis, name, knob }) =>
    `${axis} ${name} ${knob.doc}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <aside
      className="settings"
      role="dialog"
      aria-label={TEXTS.settings}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className="row">
        <h2>{TEXTS.settings}</h2>
        <input
          type="search"
          autoFocus
          placeholder={TEXTS.find}
          aria-label={TEXTS.find}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <button onClick={onClose}>{TEXTS.close}</button>
      </div>
      {Object.keys(AXES).map((axis) => {
        const own = found.filter((entry) => entry.axis === axis);
        return (
          own.length > 0 && (
            <fieldset key={axis}>
              <legend>{axis}</legend>
              {own.map(({ name, knob }) => (
                <KnobField key={name} name={name} knob={knob} />
              ))}
            </fieldset>
          )
        );
      })}
    </aside>
  );
}
