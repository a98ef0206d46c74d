// What: the tokens that could have come, with bars of their probabilities before and after the update; or why there are none.
import { hasStandIn } from '../../store/engine/engine.ts';
import { useInspections } from '../../store/group/inspections.ts';
import { useStore } from '../../store/store.ts';
import type { TokenInspection } from '../../training/protocol.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { GROUP } from '../texts/group.ts';

const T = GROUP.token;
const percent = (value: number) => `${(100 * value).toFixed(value < 0.0995 ? 1 : 0)} %`;
const MOST = 6;

interface Props {
  readonly inspected: TokenInspection | undefined;
  /** The engine can be asked about this step now. */
  readonly askable: boolean;
}

export function Alternatives({ inspected, askable }: Props) {
  const running = useStore((state) => state.state === 'running');
  const sentence = useInspections((state) => state.sentence);
  if (!inspected) {
    const hint = askable ? (sentence ?? GROUP.asking) : hasStandIn() ? T.recording : running ? T.pause : T.old;
    return <p className="hint">{hint}</p>;
  }
  const { id, alternatives } = inspected;
  const shown = alternatives.filter((other, i) => i < MOST || other.id === id);
  return (
    <table className="alternatives">
      <caption>{T.alternatives}</caption>
      <ColumnHeads names={[T.title, T.before, T.after]} />
      <tbody>
        {shown.map((other) => (
          <tr key={other.id} className={other.id === id ? 'came' : ''}>
            <th scope="row">
              <code>{other.text.replace(/^ /, '␣').replace(/\n/g, '⏎') || '∅'}</code>
              {other.id === id && <small> {T.came}</small>}
            </th>
            <Share value={other.before} />
            <Share value={other.after} change={other.after - other.before} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ value, change = 0 }: { readonly value: number; readonly change?: number }) {
  const arrow = Math.abs(change) < 5e-4 ? '' : change > 0 ? ' ▲' : ' ▼';
  return (
    <td>
      <span className="share" aria-hidden="true">
        <i style={{ width: `${100 * value}%` }} />
      </span>
      {percent(value)}
      <b aria-hidden="true" className={change > 0 ? 'up' : 'down'}>
        {arrow}
      </b>
    </td>
  );
}
