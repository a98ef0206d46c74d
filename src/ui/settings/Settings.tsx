// What: the panel of all settings, derived from the knob tables, in the order of the pipeline.
import { useState } from 'react';
import { AXES } from '../../config/config.ts';
import { KNOBS } from '../../config/knobTable.ts';
import { KnobField } from './KnobField.tsx';
import { SETTINGS } from '../texts/settings.ts';
import './settings.css';

export function Settings() {
  const [wanted, setWanted] = useState('');
  const found = [...KNOBS.values()].filter(({ axis, name, knob }) =>
    `${axis} ${name} ${knob.doc}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <>
      <input
        type="search"
        autoFocus
        placeholder={SETTINGS.find}
        aria-label={SETTINGS.find}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
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
    </>
  );
}
