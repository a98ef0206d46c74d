// What: “Reachable?”: draws answers without training and says whether the rewards would have anything to compare, and how long a change takes.
import { Button } from 'react-aria-components';
import { estimate, GROUPS_TO_SEE, probeReach, stopReach, useReach } from '../../store/sandbox/reach.ts';
import { useStore } from '../../store/store.ts';
import type { Reached } from '../../training/sandbox/sandboxTypes.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { REACH, SANDBOX } from '../texts/sandbox.ts';

const percent = (share: number) => `${Math.round(100 * share)} %`;

function Result({ reached }: { readonly reached: Reached }) {
  const config = useStore((state) => state.config);
  const points = useStore((state) => state.points);
  const { reward, columns, samples, promptIds, generations, flatShare, leftOut } = reached;
  const { steps, perStep, measured, seconds } = estimate(reached, config, points);
  const rows = [...columns, { name: SANDBOX.total, ...reward }];
  return (
    <div className="reached">
      <p>{REACH.asked(samples, promptIds.length)}</p>
      <table>
        <ColumnHeads names={[REACH.column, REACH.positive, REACH.mean, REACH.std]} />
        <tbody>
          {rows.map(({ name, positive, mean, std }) => (
            <tr key={name} className={name === SANDBOX.total ? 'total' : ''}>
              <th scope="row">{name}</th>
              <td>{percent(positive)}</td>
              <td>{mean.toFixed(2)}</td>
              <td>{std.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {reward.positive === 0 && <p className="cheated">{REACH.all0}</p>}
      <p>{REACH.flat(percent(flatShare), generations)}</p>
      <p>{Number.isFinite(steps) ? REACH.time(GROUPS_TO_SEE, steps, seconds) : REACH.never}</p>
      {Number.isFinite(steps) && (
        <p className="hint">{measured === 'steps' ? REACH.measured(perStep) : REACH.drawn(perStep)}</p>
      )}
      {leftOut.length > 0 && <p className="hint">{SANDBOX.leftOut(leftOut)}</p>}
    </div>
  );
}

export function Reach({ promptId }: { readonly promptId: string }) {
  const { running, reached, stopped, config } = useReach();
  const now = useStore((state) => state.config);
  const progress = useStore((state) => state.progress);
  const idle = useStore(({ state, model }) => model !== null && (state === 'ready' || state === 'paused'));
  const drawing = running && progress?.unit === 'answers';
  return (
    <section aria-label={REACH.title} data-lesson-target="reach">
      <h3>{REACH.title}</h3>
      <p className="hint">{REACH.intro}</p>
      <div className="row">
        <Button isDisabled={!idle || running} onPress={() => void probeReach(promptId)}>
          {REACH.one}
        </Button>
        <Button isDisabled={!idle || running} onPress={() => void probeReach(null)}>
          {REACH.all}
        </Button>
        {running && <Button onPress={stopReach}>{REACH.stop}</Button>}
        <span role="status">
          {drawing ? REACH.drawing(progress.done, progress.total) : stopped ? REACH.stopped : ''}
        </span>
      </div>
      {reached && config !== now && <p className="hint">{REACH.stale}</p>}
      {reached && <Result reached={reached} />}
    </section>
  );
}
