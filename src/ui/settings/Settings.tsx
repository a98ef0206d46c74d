// What: all settings, made from the tables of knobs, in the order of the pipeline: search, groups, what differs from the
// recipe, and back.
import { useMemo, useState } from 'react';
import { Button, Heading, Input, Label, SearchField, Switch } from 'react-aria-components';
import { AXES } from '../../config/config.ts';
import type { AxisName } from '../../config/config.ts';
import type { KnobEntry } from '../../config/knobTable.ts';
import { leavesOf } from '../../config/leaves.ts';
import { changedFromRecipe } from '../../config/recipeValue.ts';
import { isShown, useAccess } from '../../store/access.ts';
import { resetKnobs } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { showExpert, useView } from '../../store/view.ts';
import { SETTINGS } from '../texts/settings.ts';
import { KnobField } from './KnobField.tsx';
import './settings.css';

/** Every word must be somewhere in name, group, doc or source. */
function matches({ axis, name, knob }: KnobEntry, wanted: string): boolean {
  const all = `${SETTINGS.axes[axis]} ${axis} ${name} ${knob.doc} ${knob.source}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

export function Settings() {
  const [wanted, setWanted] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const config = useStore((state) => state.config);
  const expert = useView((view) => view.expert);
  const access = useAccess();
  const changed = useMemo(() => new Set(changedFromRecipe(config)), [config]);
  // A search looks through all of them; a changed one is never out of sight.
  const found = [...leavesOf(config).values()].filter(
    (entry) =>
      isShown(entry.name, access) &&
      matches(entry, wanted.trim()) &&
      (!onlyChanged || changed.has(entry.name)) &&
      (expert || wanted.trim() !== '' || entry.knob.plain || changed.has(entry.name)),
  );
  return (
    <>
      <div className="settings-head">
        <SearchField value={wanted} onChange={setWanted} autoFocus>
          <Label className="hidden">{SETTINGS.find}</Label>
          <Input placeholder={SETTINGS.find} />
        </SearchField>
        <Switch isSelected={expert} onChange={showExpert}>
          <span className="track" aria-hidden="true" /> {SETTINGS.expert}
        </Switch>
      </div>
      <div className="settings-changed">
        <p>{SETTINGS.changedCount(changed.size, config.recipe)}</p>
        {changed.size > 0 && (
          <>
            <Switch isSelected={onlyChanged} onChange={setOnlyChanged}>
              <span className="track" aria-hidden="true" /> {SETTINGS.onlyChanged}
            </Switch>
            <Button onPress={() => void resetKnobs()}>{SETTINGS.resetAll}</Button>
          </>
        )}
      </div>
      {found.length === 0 && <p className="hint">{SETTINGS.nothing(wanted)}</p>}
      {(Object.keys(AXES) as AxisName[]).map((axis) => {
        const own = found.filter((entry) => entry.axis === axis);
        return (
          own.length > 0 && (
            <div key={axis} role="group" aria-labelledby={`axis-${axis}`} className="axis">
              <Heading level={3} id={`axis-${axis}`}>
                {SETTINGS.axes[axis]}
              </Heading>
              {own.map(({ name, knob }) => (
                <KnobField key={name} name={name} knob={knob} changed={changed.has(name)} />
              ))}
            </div>
          )
        );
      })}
    </>
  );
}
