// What: how tokens are shaded, with its scale; asks the engine where the numbers have to be made first.
import { useEffect, useMemo } from 'react';
import { askForGroup, useInspections } from '../../store/group/inspections.ts';
import { chooseShade, useGroupLook } from '../../store/group/groupView.ts';
import type { Shown } from '../../store/group/groupView.ts';
import { useStore } from '../../store/store.ts';
import { GROUP } from '../texts/group.ts';
import { SHADE_TEXTS } from '../texts/shades.ts';
import { Choice } from './Choice.tsx';
import { fullOf } from './shades.ts';
import { shadeOf, shadesOf } from './signalShades.ts';
import type { GroupFacts } from './useGroupFacts.ts';
import './shades.css';

export function ShadeChoice({ shown, facts }: { readonly shown: Shown; readonly facts: GroupFacts }) {
  const shades = useMemo(() => shadesOf(facts), [facts]);
  const shade = shadeOf(
    useGroupLook((look) => look.shade),
    shades,
  );
  const running = useStore((state) => state.state === 'running');
  const pending = useInspections((state) => state.pending !== null);
  const { step, index, live } = shown;
  const known = shade.id === 'none' || facts.some((tokens) => tokens.some((token) => shade.value(token) !== null));
  const ask = shade.asked === true && !known;
  useEffect(() => {
    if (ask) askForGroup(step, index);
  }, [ask, step, index, running]);
  const full = fullOf(shade, facts);
  return (
    <div className="shading" data-lesson-target="shade">
      <Choice
        label={GROUP.shade}
        value={shade.id}
        options={shades.some(({ id }) => id === shade.id) ? shades : [...shades, shade]}
        onChange={chooseShade}
      />
      {known && shade.id !== 'none' && (
        <p className={`scale ${shade.scale}`}>
          {shade.scale === 'sign' ? shade.write(-full) : shade.write(shade.from ?? 0)}
          <i aria-hidden="true" />
          {shade.write(full)}
        </p>
      )}
      <p className="hint">
        {known
          ? shade.help
          : !shade.asked
            ? SHADE_TEXTS.absent
            : pending
              ? GROUP.asking
              : live && running
                ? GROUP.shadeNeedsPause
                : GROUP.shadeOld}
      </p>
    </div>
  );
}
