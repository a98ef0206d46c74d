// What: the answers of a group as a table: advantage bar, reward columns, and the text with shaded tokens. A row that is
// pointed at or in focus stands out on the picture; its button opens the details.
import { memo, useMemo } from 'react';
import { Button } from 'react-aria-components';
import { openDetail, useGroupLook } from '../../store/group/groupView.ts';
import { selectRollout } from '../../store/prompts/promptActions.ts';
import { useStore } from '../../store/store.ts';
import type { RolloutView } from '../../training/protocol.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';
import { Absent } from './Absent.tsx';
import { AdvantageBar } from './AdvantageBar.tsx';
import { fullOf } from './shades.ts';
import { shadeOf, shadesOf } from './signalShades.ts';
import type { Shade } from './shades.ts';
import { TokenText } from './TokenText.tsx';
import { twoDigits } from './twoDigits.ts';
import { UnitBars } from './UnitBars.tsx';
import { scalesOf, shownKind, unitsOf } from './units.ts';
import type { UnitScales } from './units.ts';
import type { GroupFacts } from './useGroupFacts.ts';
import './rollouts.css';

interface Props {
  readonly rollouts: readonly RolloutView[];
  readonly facts: GroupFacts;
}

export const Rollouts = memo(function Rollouts({ rollouts, facts }: Props) {
  const shades = useMemo(() => shadesOf(facts), [facts]);
  const shade = shadeOf(
    useGroupLook((look) => look.shade),
    shades,
  );
  const full = fullOf(shade, facts);
  const chosen = useGroupLook((look) => look.units);
  const kind = shownKind(rollouts, chosen);
  const scales = useMemo(() => scalesOf(rollouts, kind), [rollouts, kind]);
  const columns = Object.keys(rollouts[0]?.rewards ?? {});
  return (
    <table className="rollouts" data-lesson-target="answers" onMouseLeave={() => selectRollout(null)}>
      <caption className="hidden">{GROUP.answers}</caption>
      <ColumnHeads names={[GROUP.number, GROUP.advantage, GROUP.reward, ...columns]} />
      {rollouts.map((rollout, i) => (
        <Answer key={i} {...{ rollout, i, columns, shade, full, kind, scales }} facts={facts[i] ?? []} />
      ))}
    </table>
  );
});

interface AnswerProps {
  readonly rollout: RolloutView;
  readonly i: number;
  readonly columns: readonly string[];
  readonly shade: Shade;
  readonly full: number;
  readonly facts: GroupFacts[number];
  /** Of the units that are shown; null = none. */
  readonly kind: string | null;
  readonly scales: UnitScales;
}

function Answer({ rollout, i, columns, shade, full, facts, kind, scales }: AnswerProps) {
  const units = unitsOf(rollout, kind);
  const chosen = useStore((state) => state.selectedRollout === i);
  return (
    <tbody
      className={chosen ? 'chosen' : ''}
      tabIndex={-1}
      aria-label={GROUP.answerName(i, Number.isNaN(rollout.advantage) ? LOG.notLogged : twoDigits(rollout.advantage))}
      onFocus={() => selectRollout(i)}
      onMouseEnter={() => selectRollout(i)}
    >
      <tr>
        <td>
          <Button className="open-detail" aria-label={GROUP.details(i)} onPress={() => openDetail(i)}>
            {i + 1}
          </Button>
        </td>
        <td>
          <AdvantageBar advantage={rollout.advantage} />
        </td>
        <td data-symbol="q-reward">{Number.isNaN(rollout.reward) ? <Absent /> : twoDigits(rollout.reward)}</td>
        {columns.map((name) => (
          <td key={name} data-symbol="q-column">
            {Number.isNaN(rollout.rewards[name]) ? <Absent /> : rollout.rewards[name]?.toFixed(2)}
          </td>
        ))}
      </tr>
      <tr>
        <td className="text" colSpan={columns.length + 3} onClick={() => openDetail(i)}>
          {facts.length === 0 && rollout.foreign ? (
            rollout.text
          ) : (
            <TokenText rollout={i} facts={facts} shade={shade} full={full} units={units} />
          )}
          {rollout.truncated && <em> {GROUP.cutOff}</em>}
          {units && <UnitBars rollout={i} units={units} scales={scales} />}
        </td>
      </tr>
    </tbody>
  );
}
