// What: the seed of everything random. A new one starts the run anew.
import { Input, Label, NumberField } from 'react-aria-components';
import { KNOBS } from '../../config/knobTable.ts';
import { useLocked, useShown } from '../../store/access.ts';
import { changeKnob } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

const { min = 0, max = 1 } = KNOBS.get('seed')!.knob;

export function Seed() {
  const shown = useShown('seed');
  const locked = useLocked('seed');
  const seed = useStore((state) => state.config.data.seed);
  const busy = useStore(({ state }) => state === 'running' || state === 'loading');
  if (!shown) return null;
  return (
    <NumberField
      className="react-aria-NumberField field"
      value={seed}
      minValue={min}
      maxValue={max}
      formatOptions={{ useGrouping: false }}
      isDisabled={busy || locked}
      onChange={(value) => value !== seed && Number.isFinite(value) && void changeKnob('seed', String(value))}
    >
      <Label>{SHELL.seed}</Label>
      <Input />
    </NumberField>
  );
}
