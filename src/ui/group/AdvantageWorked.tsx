// What: the advantage of an answer worked out: A = (r − mean) / (std + advantage_epsilon), mean and sample standard deviation (n − 1) over
// the group. Shown only where it gives the engine's number: recipes may scale differently, and then the text says so.
import { useStore } from '../../store/store.ts';
import type { RolloutView } from '../../training/protocol.ts';
import { Term } from '../glossary/Term.tsx';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';
import { AdvantageBar } from './AdvantageBar.tsx';
import { twoDigits } from './twoDigits.ts';

const D = GROUP.detail;
const TOLERANCE = 2e-3;
/** TRL's and ms-swift's. */
const THEIR_EPSILON = 1e-4;

interface Props {
  readonly rollout: RolloutView;
  readonly group: readonly RolloutView[];
}

export function AdvantageWorked({ rollout: { reward, advantage, foreign }, group }: Props) {
  const epsilon = useStore(({ config }) => (foreign ? THEIR_EPSILON : config.advantage.advantage_epsilon));
  const known = group.filter((other) => !Number.isNaN(other.reward));
  const n = known.length;
  const mean = known.reduce((sum, other) => sum + other.reward, 0) / n;
  const std = Math.sqrt(known.reduce((sum, other) => sum + (other.reward - mean) ** 2, 0) / Math.max(1, n - 1));
  const plain = (reward - mean) / (std + epsilon);
  const agrees = Math.abs(plain - advantage) <= TOLERANCE * (1 + Math.abs(advantage));
  return (
    <div>
      <h3>
        <Term id="advantage">{D.advantage}</Term>
      </h3>
      <AdvantageBar advantage={advantage} />
      {n > 0 && <p>{D.group(mean.toFixed(3), std.toFixed(3), n)}</p>}
      {Number.isNaN(advantage) ? (
        <p>{LOG.noAdvantage}</p>
      ) : agrees ? (
        <>
          <p>{D.formula(epsilon)}</p>
          <p>
            A = ({reward.toFixed(3)} − {mean.toFixed(3)}) ÷ ({std.toFixed(3)} + {epsilon}) ={' '}
            <strong>{twoDigits(advantage)}</strong>
          </p>
        </>
      ) : (
        <p>{n === 0 ? LOG.asLogged(twoDigits(advantage)) : (foreign ? LOG : D).otherScale(twoDigits(advantage))}</p>
      )}
    </div>
  );
}
