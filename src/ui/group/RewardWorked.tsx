// What: the reward of an answer worked out: r = Σ weight · column. The weights are shown where they give the reward that the
// engine gave (settings may have changed since).
import { rewardUsesOf } from '../../config/uses.ts';
import { useStore } from '../../store/store.ts';
import type { RolloutView } from '../../training/protocol.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { Term } from '../glossary/Term.tsx';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';
import { Absent } from './Absent.tsx';
import { twoDigits } from './twoDigits.ts';

const D = GROUP.detail;

export function RewardWorked({ rollout: { rewards, reward, foreign } }: { readonly rollout: RolloutView }) {
  const config = useStore((state) => state.config);
  const uses = rewardUsesOf(config);
  const columns = Object.entries(rewards).map(([name, value]) => {
    const weight = foreign ? NaN : (uses.find(({ as }) => as === name)?.weight ?? NaN);
    return { name, value, weight, product: value * weight };
  });
  const agrees = !foreign && Math.abs(columns.reduce((sum, { product }) => sum + product, 0) - reward) < 1e-3;
  const heads = agrees ? [D.column, D.value, D.weight, D.product] : [D.column, D.value];
  return (
    <div>
      <h3>
        <Term id="reward">{D.reward}</Term>
      </h3>
      {columns.length === 0 && Number.isNaN(reward) ? null : (
        <table className="worked">
          <ColumnHeads names={heads} />
          <tbody>
            {columns.map(({ name, value, weight, product }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{Number.isNaN(value) ? <Absent /> : value.toFixed(3)}</td>
                {agrees && <td>{weight}</td>}
                {agrees && <td>{product.toFixed(3)}</td>}
              </tr>
            ))}
            <tr className="total">
              <th scope="row" colSpan={agrees ? 3 : 1}>
                {foreign ? LOG.reward : D.sum}
              </th>
              <td>{Number.isNaN(reward) ? <Absent /> : twoDigits(reward)}</td>
            </tr>
          </tbody>
        </table>
      )}
      {Number.isNaN(reward) && <p className="hint">{columns.length > 0 ? LOG.noSum : LOG.noRewards}</p>}
    </div>
  );
}
