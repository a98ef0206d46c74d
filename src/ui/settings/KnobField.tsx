// What: one setting: TRL's name, a field that fits its kind, what it is, a mark where it differs from the recipe, and the
// way back. An invalid value is explained in a sentence below it, and the old one stays in force.
import { useState } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { BlockUse, Knob, KnobValue } from '../../config/knob.ts';
import { needsReset } from '../../config/needs.ts';
import { recipeConfig } from '../../config/recipeValue.ts';
import { setLeaf, usesText, valueOf } from '../../config/setLeaf.ts';
import { useLocked } from '../../store/access.ts';
import { resetKnob, tryConfig } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { leafKey } from '../formulas/symbolKeys.ts';
import { SETTINGS } from '../texts/settings.ts';
import { KnobChoice, KnobSwitch } from './KnobChoice.tsx';
import { KnobDocument } from './KnobDocument.tsx';
import { KnobText } from './KnobText.tsx';

const isUse = (item: unknown): item is BlockUse => typeof item === 'object' && item !== null;

export function asText(value: KnobValue): string {
  if (value === null) return '';
  if (!Array.isArray(value)) return String(value);
  const items: readonly (string | number | BlockUse)[] = value;
  return items.map((item) => (isUse(item) ? usesText([item]) : String(item))).join(', ');
}

interface Props {
  readonly name: string;
  readonly knob: Knob;
  readonly changed: boolean;
}

export function KnobField({ name, knob, changed }: Props) {
  const value = useStore((state) => asText(valueOf(state.config, { name, knob })));
  const back = useStore((state) => (changed ? asText(valueOf(recipeConfig(state.config), { name, knob })) : ''));
  const busy = useStore((state) => state.state === 'running' || state.state === 'loading');
  const lockedByLink = useLocked(name);
  const waiting = busy && needsReset(name);
  const isDisabled = waiting || lockedByLink;
  const describedBy = `doc-${name}`;
  // A typed value is told before it is sent; a choice that the rules between settings refuse is told here.
  const [refused, setRefused] = useState<string | null>(null);
  const onCommit = (text: string) => {
    if (text !== value) setRefused(tryConfig((config) => setLeaf(config, name, text)));
  };
  const field = { name, value, isDisabled, describedBy, onCommit };
  return (
    <div className={changed ? 'knob changed' : 'knob'} data-symbol={leafKey(name)} data-lesson-target={`knob:${name}`}>
      <TooltipTrigger delay={400}>
        <Button className="quiet about" aria-label={SETTINGS.about(name)} aria-describedby={describedBy}>
          <span aria-hidden="true">?</span>
        </Button>
        <Tooltip placement="left">
          <About knob={knob} />
        </Tooltip>
      </TooltipTrigger>
      {knob.kind === 'boolean' && <KnobSwitch {...field} />}
      {knob.document && <KnobDocument {...field} knob={knob} />}
      {knob.choices && !knob.document && <KnobChoice {...field} choices={knob.choices} />}
      {knob.kind !== 'boolean' && !knob.choices && <KnobText {...field} knob={knob} />}
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      {changed && (
        <p className="back">
          <mark>{SETTINGS.changed}</mark>
          <span>{SETTINGS.inRecipe(back)}</span>
          <Button isDisabled={isDisabled} onPress={() => void resetKnob(name)} aria-label={SETTINGS.resetKnob(name)}>
            <span aria-hidden="true">↺</span>
          </Button>
        </p>
      )}
      <p className="doc" id={describedBy}>
        {waiting && `${SETTINGS.waiting} `}
        {lockedByLink && `${SETTINGS.locked} `}
        {knob.doc}
      </p>
    </div>
  );
}

function About({ knob }: { readonly knob: Knob }) {
  const rows = [
    [SETTINGS.unit, knob.unit],
    [SETTINGS.range, knob.min === undefined ? '' : `${knob.min} … ${knob.max}`],
    [SETTINGS.default, asText(knob.default) || SETTINGS.none],
    [SETTINGS.source, knob.source],
  ].filter(([, text]) => text !== '');
  return (
    <>
      {knob.doc}
      <dl className="about-knob">
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
