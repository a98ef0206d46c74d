// What: the group of the last step with the typed answer in the place of one: rewards and advantages of all, before and after.
import { useSandbox } from '../../store/sandbox/sandbox.ts';
import { AdvantageBar } from '../group/AdvantageBar.tsx';
import { SANDBOX } from '../texts/sandbox.ts';

const two = (value: number) => value.toFixed(2);

export function EditedGroupTable() {
  const edited = useSandbox((state) => state.edited);
  if (!edited) return null;
  const { step, rollout, before, after, unsure } = edited;
  return (
    <div>
      <h3>{SANDBOX.groupTitle(step)}</h3>
      <div className="scrolls" tabIndex={0} role="region" aria-label={SANDBOX.groupTitle(step)}>
        <table className="edited-group">
          <thead>
            <tr>
              <th scope="col">{SANDBOX.number}</th>
              <th scope="col" colSpan={2}>
                {SANDBOX.total}: {SANDBOX.before}, {SANDBOX.after}
              </th>
              <th scope="col" colSpan={2}>
                {SANDBOX.advantage}: {SANDBOX.before}, {SANDBOX.after}
              </th>
            </tr>
          </thead>
          <tbody>
            {after.map((row, i) => (
              <tr key={i} className={i === rollout ? 'chosen' : ''}>
                <th scope="row">{i + 1}</th>
                <td>{two(before[i]!.reward)}</td>
                <td>{two(row.reward)}</td>
                <td>{two(before[i]!.advantage)}</td>
                <td>
                  <AdvantageBar advantage={row.advantage} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unsure.length > 0 && <p className="hint">{SANDBOX.unsure(unsure)}</p>}
    </div>
  );
}
