// What: which parts of the answers are bracketed; nothing where the answers of the group have none.
import { chooseUnits, useGroupLook } from '../../store/group/groupView.ts';
import type { RolloutView } from '../../training/protocol.ts';
import { GROUP } from '../texts/group.ts';
import { Choice } from './Choice.tsx';
import { kindsIn, NO_UNITS, shownKind } from './units.ts';

export function UnitChoice({ rollouts }: { readonly rollouts: readonly RolloutView[] }) {
  const chosen = useGroupLook((look) => look.units);
  const kinds = kindsIn(rollouts);
  if (kinds.length === 0) return null;
  const options = [...kinds.map((id) => ({ id, title: id })), { id: NO_UNITS, title: GROUP.noUnits }];
  return (
    <Choice
      label={GROUP.unitKind}
      value={shownKind(rollouts, chosen) ?? NO_UNITS}
      options={options}
      onChange={chooseUnits}
    />
  );
}
