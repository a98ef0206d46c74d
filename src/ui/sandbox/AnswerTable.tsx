// What: all answers of the sandbox with their reward columns, one to be looked at; and in a sentence which presets cheat the rewards.
import { Button } from 'react-aria-components';
import { hacksOf } from '../../store/sandbox/hacks.ts';
import { lookAt, useSandbox } from '../../store/sandbox/sandbox.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { SANDBOX } from '../texts/sandbox.ts';
import { HackSentences } from './HackSentences.tsx';

const shown = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(2));

export function AnswerTable() {
  const { given, typed, chosen, leftOut } = useSandbox();
  const rows = [...given, ...(typed ? [typed] : [])];
  if (rows.length === 0) return null;
  const columns = [...new Set(rows.flatMap(({ rewards }) => Object.keys(rewards)))];
  const paid = given.filter(({ from }) => from !== 'greedy').map(({ from, reward }) => ({ name: from, value: reward }));
  return (
    <div className="sandbox-answers">
      <div className="scrolls" tabIndex={0} role="region" aria-label={SANDBOX.answers}>
        <table>
          <ColumnHeads names={[SANDBOX.answer, SANDBOX.total, ...columns]} />
          <tbody>
            {rows.map(({ from, rewards, reward }) => (
              <tr key={from} className={from === chosen ? 'chosen' : ''}>
                <th scope="row">
                  <Button
                    className="quiet"
                    data-answer={from}
                    aria-pressed={from === chosen}
                    onPress={() => lookAt(from)}
                  >
                    {SANDBOX.nameOf(from)}
                  </Button>
                </th>
                <td className="total">{shown(reward)}</td>
                {columns.map((name) => (
                  <td key={name}>{shown(rewards[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <HackSentences hacks={hacksOf(paid)} />
      {leftOut.length > 0 && <p className="hint">{SANDBOX.leftOut(leftOut)}</p>}
    </div>
  );
}
