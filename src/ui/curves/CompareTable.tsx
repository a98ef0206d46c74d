// What: what differs between the runs, read off the tables of knobs.
import { leavesOf } from '../../config/leaves.ts';
import { diffConfigs, leafText } from '../../config/setLeaf.ts';
import { useRuns } from '../../store/curves/runs.ts';
import { useShownLog } from '../../store/recorded/shownRecording.ts';
import { useStore } from '../../store/store.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { CURVES } from '../texts/curves.ts';

export function CompareTable() {
  const config = useStore((state) => state.config);
  const all = useRuns((state) => state.runs);
  const log = useShownLog();
  const kept = all.filter(({ foreign }) => !foreign);
  const runs = [{ id: 'present', name: CURVES.thisRun, config }, ...kept];
  if (log) return <p className="hint">{CURVES.foreign}</p>;
  const leaves = new Map(runs.flatMap((run) => [...leavesOf(run.config)]));
  const names = new Set(runs.slice(1).flatMap((run) => diffConfigs(config, run.config).map(({ name }) => name)));
  if (names.size === 0)
    return <p className="hint">{kept.length === 0 && all.length > 0 ? CURVES.foreign : CURVES.same}</p>;
  return (
    <div className="chart-table" tabIndex={0} role="group" aria-label={CURVES.differs}>
      <table>
        <caption>{CURVES.differs}</caption>
        <ColumnHeads names={[CURVES.setting, ...runs.map(({ name }) => name)]} />
        <tbody>
          {[...names].map((name) => (
            <tr key={name} title={leaves.get(name)?.knob.doc}>
              <th scope="row">{name}</th>
              {runs.map((run) => (
                <td key={run.id}>{leavesOf(run.config).has(name) ? leafText(run.config, name) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
