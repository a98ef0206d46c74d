// What: the test bench: every answer of the last step with the column in use, the column on trial and their difference.
// A value that is not a number is drawn as a hatched cell with words.
import { useRewardEditor } from '../../store/editor/rewardEditor.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { EDITOR } from '../texts/editor.ts';

const MOST_ROWS = 64;
const shown = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : String(value));

function Value({ value }: { readonly value: number | null }) {
  if (value === null) return <td className="hint">{EDITOR.none}</td>;
  if (Number.isFinite(value)) return <td>{shown(value)}</td>;
  return (
    <td className="no-number">
      <span>{shown(value)}</span> <small>{EDITOR.notNumber}</small>
    </td>
  );
}

export function TrialTable() {
  const tested = useRewardEditor((state) => state.tested);
  if (!tested || tested.problems.some(({ line }) => line !== undefined)) return null;
  if (tested.trials.length === 0) return <p className="hint">{EDITOR.benchEmpty}</p>;
  const rows = tested.trials.slice(0, MOST_ROWS);
  return (
    <div className="trials" tabIndex={0} role="region" aria-label={EDITOR.bench}>
      <table>
        <caption>{EDITOR.bench}</caption>
        <ColumnHeads names={[EDITOR.answer, EDITOR.before, EDITOR.after, EDITOR.difference]} />
        <tbody>
          {rows.map(({ promptId, rollout, text, before, after }, i) => (
            <tr key={`${promptId} ${i}`}>
              <th scope="row">
                <small>{rollout + 1}</small> <code>{text}</code>
              </th>
              <Value value={before} />
              <Value value={after} />
              <td className={before !== null && after !== before ? 'differs' : ''}>
                {before === null || !Number.isFinite(after)
                  ? '–'
                  : `${after >= before ? '+' : '−'}${Math.abs(after - before).toFixed(3)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {tested.trials.length > MOST_ROWS && <p className="hint">{EDITOR.more(tested.trials.length - MOST_ROWS)}</p>}
    </div>
  );
}
