// What: all settings, made from the tables of knobs, in the order of the pipeline: search, groups, what differs from the
// recipe, and back.
import { useMemo, useState } from 'react';
import { Button, Heading, Input, Label, SearchField, Switch } from 'react-aria-components';
import { changedFromRecipe } from '../../config/recipeValue.ts';
import { useAccess } from '../../store/access.ts';
import { resetKnobs } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { showExpert, useView } from '../../store/view.ts';
import { SETTINGS } from '../texts/settings.ts';
import { foundIn } from './found.ts';
import { KnobField } from './KnobField.tsx';
import { UseList } from './UseList.tsx';
import './settings.css';
import './uses.css';

export function Settings() {
  const [wanted, setWanted] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const config = useStore((state) => state.config);
  const expert = useView((view) => view.expert);
  const access = useAccess();
  const changed = useMemo(() => new Set(changedFromRecipe(config)), [config]);
  const found = foundIn(config, { wanted: wanted.trim(), onlyChanged, expert, changed, access });
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
      {found.map(([axis, items]) => (
        <div key={axis} role="group" aria-labelledby={`axis-${axis}`} className="axis">
          <Heading level={3} id={`axis-${axis}`}>
            {SETTINGS.axes[axis]}
          </Heading>
          {items.map(({ entry, cards }) =>
            entry.knob.kind === 'blocks' ? (
              <UseList key={entry.name} entry={entry} cards={cards} changed={changed} />
            ) : (
              <KnobField key={entry.name} name={entry.name} knob={entry.knob} changed={changed.has(entry.name)} />
            ),
          )}
        </div>
      ))}
    </>
  );
}
