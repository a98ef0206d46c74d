// What: the uses of one axis as cards in their order, what differs from the recipe with the way back, and the menu that adds one.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { LeafEntry } from '../../config/leaves.ts';
import { usesIn } from '../../config/leaves.ts';
import { needsReset } from '../../config/needs.ts';
import { nameOf } from '../../config/readUses.ts';
import { recipeConfig } from '../../config/recipeValue.ts';
import { usesText } from '../../config/setLeaf.ts';
import { addUse } from '../../config/useEdits.ts';
import { useLocked } from '../../store/access.ts';
import { resetKnob, tryConfig } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { SETTINGS } from '../texts/settings.ts';
import { addButtonId, AddUse } from './AddUse.tsx';
import type { FoundCard } from './found.ts';
import { UseCard } from './UseCard.tsx';

interface Props {
  readonly entry: LeafEntry;
  /** Those of its cards that are shown. */
  readonly cards: readonly FoundCard[];
  /** Names of settings that differ from the recipe. */
  readonly changed: ReadonlySet<string>;
}

export function UseList({ entry, cards, changed }: Props) {
  const { name, knob } = entry;
  const axis = knob.axis!;
  const config = useStore((state) => state.config);
  const busy = useStore((state) => state.state === 'running' || state.state === 'loading');
  const locked = useLocked(name);
  const [refused, setRefused] = useState<string | null>(null);
  const waiting = busy && needsReset(name);
  const isDisabled = waiting || locked;
  const names = usesIn(config, entry).map(nameOf);
  const inRecipe = usesIn(recipeConfig(config), entry);
  const isChanged = changed.has(name);
  return (
    <div className={isChanged ? 'use-list changed' : 'use-list'} role="group" aria-labelledby={`list-${name}`}>
      <p className="use-list-head">
        <span id={`list-${name}`}>{name}</span>
        {isChanged && <mark>{SETTINGS.changed}</mark>}
      </p>
      <p className="hint">
        {waiting && `${SETTINGS.waiting} `}
        {locked && `${SETTINGS.locked} `}
        {knob.doc}
      </p>
      {isChanged && (
        <p className="back">
          <span>{SETTINGS.inRecipe(usesText(inRecipe).replaceAll(',', ', '))}</span>
          <Button isDisabled={isDisabled} onPress={() => void resetKnob(name)} aria-label={SETTINGS.resetKnob(name)}>
            <span aria-hidden="true">↺</span>
          </Button>
        </p>
      )}
      {names.length === 0 && <p className="hint">{SETTINGS.uses.empty}</p>}
      {cards.length > 0 && (
        <ol aria-label={SETTINGS.uses.list(name)}>
          {cards.map(({ use, knobs }) => (
            <UseCard
              key={nameOf(use)}
              {...{ entry, use, knobs, changed, isDisabled }}
              at={names.indexOf(nameOf(use))}
              count={names.length}
              added={inRecipe.every((one) => nameOf(one) !== nameOf(use) || one.block !== use.block)}
            />
          ))}
        </ol>
      )}
      <AddUse
        id={addButtonId(name)}
        axis={axis}
        replaces={knob.most === 1 && names.length === 1}
        isDisabled={isDisabled}
        onAdd={(block) => setRefused(tryConfig((before) => addUse(before, axis, block)))}
      />
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}
