// What: every token of an answer with all its numbers, and with its likeliest rival before and after the update.
import { useEffect } from 'react';
import { askForGroup, askForRollout, groupKey, rolloutKey, useInspections } from '../../store/group/inspections.ts';
import type { Shown } from '../../store/group/groupView.ts';
import type { TokenFacts } from '../../store/group/tokenFacts.ts';
import { useStore } from '../../store/store.ts';
import type { TokenInspection } from '../../training/protocol.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { shortNumber } from '../shortNumber.ts';
import { GROUP } from '../texts/group.ts';
import { signalsIn } from './signalShades.ts';

const T = GROUP.token;

interface Column {
  readonly title: string;
  readonly write: (token: TokenFacts) => string | null;
}
const fixed = (value: number | null, digits: number) => (value === null ? null : value.toFixed(digits));
const COLUMNS: readonly Column[] = [
  {
    title: T.probability,
    write: ({ logProb }) => (logProb === null ? null : `${(100 * Math.exp(logProb)).toFixed(1)} %`),
  },
  { title: T.logProb, write: ({ logProb }) => fixed(logProb, 3) },
  { title: T.entropy, write: ({ entropy }) => fixed(entropy, 2) },
  { title: T.advantage, write: ({ advantage }) => fixed(advantage, 2) },
  { title: T.weight, write: ({ weight }) => fixed(weight, 0) },
  { title: T.coef, write: ({ coef }) => coef?.toExponential(1) ?? null },
  { title: T.dependency, write: ({ dependency }) => fixed(dependency, 3) },
  { title: T.change, write: ({ change }) => fixed(change, 3) },
];

interface Props {
  readonly shown: Shown;
  readonly index: number;
  readonly facts: readonly TokenFacts[];
}

export function TokenTable({ shown: { step, index: group }, index, facts }: Props) {
  const running = useStore((state) => state.state === 'running');
  const inspected = useInspections(({ rollouts }) =>
    step === null ? undefined : rollouts[rolloutKey(step, group, index)],
  );
  const whole = useInspections(({ groups }) => step !== null && groups[groupKey(step, group)] !== undefined);
  useEffect(() => {
    if (!inspected) askForRollout(step, group, index);
    else if (!whole) askForGroup(step, group);
  }, [inspected, whole, step, group, index, running]);
  const further = signalsIn([facts]).map((name): Column => {
    const write = (value: number | null | undefined) =>
      value === null || value === undefined ? null : shortNumber(value);
    return { title: name, write: (token) => write(token.further[name]) };
  });
  const columns = [...COLUMNS, ...further].filter(({ write }) => facts.some((token) => write(token) !== null));
  const heads = [T.title, ...columns.map(({ title }) => title), ...(inspected ? [T.alternatives] : [])];
  return (
    <>
      <h3>{GROUP.detail.tokens}</h3>
      <div className="token-table" tabIndex={0} role="region" aria-label={GROUP.tokens(index)}>
        <table>
          <ColumnHeads names={heads} />
          <tbody>
            {facts.map((token, t) => (
              <tr key={t}>
                <th scope="row">
                  <code>{token.text === '' ? '∅' : token.text}</code>
                </th>
                {columns.map(({ title, write }) => (
                  <td key={title}>{write(token)}</td>
                ))}
                {inspected && <td className="rivals">{rivals(inspected[t])}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** 'dog 12 → 15 %': the three likeliest other tokens. */
function rivals(token: TokenInspection | undefined): string {
  if (!token) return '';
  const others = token.alternatives.filter(({ id }) => id !== token.id).slice(0, 3);
  const percent = (value: number) => (100 * value).toFixed(1);
  return others
    .map(({ text, before, after }) => `${text.trim() || '␣'} ${percent(before)} → ${percent(after)} %`)
    .join(' · ');
}
