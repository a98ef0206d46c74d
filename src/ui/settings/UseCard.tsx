// What: one use of a block as a card: its name, what it does, its knobs; moved, renamed and removed by its buttons. A change
// that the rules refuse is told on the card, and everything stays as it was.
import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading, Input, Label, TextField } from 'react-aria-components';
import { blockFacts } from '../../config/blockFacts.ts';
import type { Config } from '../../config/config.ts';
import type { BlockUse } from '../../config/knob.ts';
import type { LeafEntry } from '../../config/leaves.ts';
import { nameOf } from '../../config/readUses.ts';
import { moveUse, removeUse, renameUse } from '../../config/useEdits.ts';
import { tryConfig } from '../../store/engine/configActions.ts';
import { SETTINGS } from '../texts/settings.ts';
import { addButtonId } from './AddUse.tsx';
import { focusSoon } from './focusSoon.ts';
import { KnobField } from './KnobField.tsx';

const { uses: TEXT } = SETTINGS;

interface Props {
  readonly entry: LeafEntry;
  readonly use: BlockUse;
  readonly knobs: readonly LeafEntry[];
  readonly changed: ReadonlySet<string>;
  readonly isDisabled: boolean;
  readonly at: number;
  readonly count: number;
  /** The recipe has no such use. */
  readonly added: boolean;
}

export function UseCard({ entry, use, knobs, changed, isDisabled, at, count, added }: Props) {
  const axis = entry.knob.axis!;
  const as = nameOf(use);
  const facts = blockFacts(axis, use.block);
  const [refused, setRefused] = useState<string | null>(null);
  const id = `use-${entry.name}-${as}`;
  const edit = (change: (config: Config) => Config, focus: string) => {
    const problem = tryConfig(change);
    setRefused(problem);
    if (problem === null) focusSoon(focus);
  };
  // At an end of the list its button is off: the focus goes to the other one.
  const move = (by: number) => {
    const end = at + by === (by < 0 ? 0 : count - 1);
    const direction = by < 0 !== end ? 'up' : 'down';
    edit((config) => moveUse(config, axis, as, by), `${id}-${direction}`);
  };
  return (
    <li className="use-card" aria-labelledby={id}>
      <div className="use-head">
        <Heading level={4} id={id}>
          {as}
        </Heading>
        {as !== use.block && <small>{TEXT.ofBlock(use.block)}</small>}
        {added && <mark>{TEXT.added}</mark>}
        <span className="use-buttons">
          <Button
            id={`${id}-up`}
            className="quiet"
            isDisabled={isDisabled || at === 0}
            onPress={() => move(-1)}
            aria-label={TEXT.up(as)}
          >
            <span aria-hidden="true">↑</span>
          </Button>
          <Button
            id={`${id}-down`}
            className="quiet"
            isDisabled={isDisabled || at === count - 1}
            onPress={() => move(1)}
            aria-label={TEXT.down(as)}
          >
            <span aria-hidden="true">↓</span>
          </Button>
          <Button
            id={`${id}-remove`}
            className="quiet"
            isDisabled={isDisabled}
            onPress={() => edit((config) => removeUse(config, axis, as), addButtonId(entry.name))}
            aria-label={TEXT.remove(as)}
          >
            <span aria-hidden="true">✕</span>
          </Button>
        </span>
      </div>
      <p className="use-doc">{facts?.doc ?? TEXT.unknown}</p>
      {knobs.map(({ name, knob }) => (
        <KnobField key={name} name={name} knob={knob} changed={changed.has(name)} />
      ))}
      <Disclosure>
        <Heading level={5}>
          <Button slot="trigger" className="quiet" aria-label={TEXT.aboutOf(as)}>
            <span className="chevron" aria-hidden="true">
              ▸
            </span>{' '}
            {TEXT.about}
          </Button>
        </Heading>
        <DisclosurePanel>
          <dl className="use-facts">
            {facts?.formula && <Fact name={SETTINGS.formula} text={facts.formula} />}
            {facts?.source && <Fact name={SETTINGS.source} text={facts.source} />}
          </dl>
          <NameField
            {...{ as, isDisabled }}
            onRename={(to) => edit((config) => renameUse(config, axis, as, to), `use-${entry.name}-${to}-remove`)}
          />
        </DisclosurePanel>
      </Disclosure>
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
    </li>
  );
}

const Fact = ({ name, text }: { readonly name: string; readonly text: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </>
);

interface NameProps {
  readonly as: string;
  readonly isDisabled: boolean;
  readonly onRename: (to: string) => void;
}

function NameField({ as, isDisabled, onRename }: NameProps) {
  const [draft, setDraft] = useState(as);
  const commit = () => draft.trim() !== as && onRename(draft.trim());
  return (
    <TextField
      className="react-aria-TextField knob-field"
      value={draft}
      onChange={setDraft}
      isDisabled={isDisabled}
      onBlur={commit}
      maxLength={40}
    >
      <Label>{TEXT.name(as)}</Label>
      <Input
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key !== 'Escape' || draft === as) return;
          event.stopPropagation();
          setDraft(as);
        }}
      />
    </TextField>
  );
}
