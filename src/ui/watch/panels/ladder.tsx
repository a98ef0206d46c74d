// What: panel "ladder": a table with a column per answer: how many of its triples reach each rung, the fines, and the sum; below it what
// the best answer wrote, and what is true.
import { ownOf, usesOf } from '../../../config/uses.ts';
import { shortNumber } from '../../shortNumber.ts';
import { WATCH } from '../../texts/watch.ts';
import { LADDER as TEXT } from '../../texts/watch/ladder.ts';
import type { WatchProps } from '../panelFiles.ts';
import { endsOf } from '../parts/ends.ts';
import { rungOf, triplesIn, trueTriples } from '../parts/rungs.ts';
import type { Triple } from '../parts/rungs.ts';
import { nameIn } from '../../../config/watched.ts';
import './ladder.css';

const KNOBS = ['full_credit', 'attribute_credit', 'object_credit'] as const;
const CLOSE = 1e-3;

export function Panel({ options, config, shown: { group, prompt } }: WatchProps) {
  const names = { ladder: nameIn(options, 'ladder')!, fines: nameIn(options, 'fines')! };
  const use = usesOf(config, 'reward').find(({ as }) => as === names.ladder);
  if (!use || !prompt || group.rollouts.some(({ rewards }) => rewards[names.ladder] === undefined))
    return <p className="hint">{WATCH.lost}</p>;
  const own = ownOf('reward', use) as Readonly<Record<string, unknown>>;
  const credits = [...KNOBS.map((knob) => Number(own[knob])), 0];
  const truths = trueTriples(prompt);
  const columns = group.rollouts.map(({ answer, rewards }) => {
    const triples = triplesIn(answer ?? '');
    const rungs = triples.map((triple) => 3 - rungOf(triple, truths));
    const paid = rungs.reduce((sum, rung) => sum + credits[rung]!, 0);
    const [ladder, fines] = [rewards[names.ladder]!, rewards[names.fines] ?? 0];
    return { triples, rungs, ladder, fines, agrees: Math.abs(paid - ladder) < CLOSE };
  });
  return (
    <>
      <table className="watch-ladder">
        <caption className="hidden">{TEXT.title}</caption>
        <thead>
          <tr>
            <th scope="col">{TEXT.rung}</th>
            {columns.map((_, i) => (
              <th key={i} scope="col" aria-label={TEXT.answer(i)}>
                {i + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TEXT.rungs.map((name, rung) => (
            <tr key={name} className={`rung-${rung}`}>
              <th scope="row">{TEXT.paid(name, credits[rung]!)}</th>
              {columns.map(({ rungs, agrees }, i) => (
                <td key={i}>{agrees ? <Dots count={rungs.filter((one) => one === rung).length} /> : '?'}</td>
              ))}
            </tr>
          ))}
          <Numbers name={TEXT.credits} values={columns.map(({ ladder }) => ladder)} />
          <Numbers name={TEXT.fines} values={columns.map(({ fines }) => fines)} />
        </tbody>
        <tfoot>
          <Numbers name={TEXT.sum} values={columns.map(({ ladder, fines }) => ladder + fines)} />
        </tfoot>
      </table>
      {columns.some(({ agrees }) => !agrees) && <p className="hint">{TEXT.otherwise}</p>}
      <p className="watch-counts">
        {TEXT.truth(written(truths))}
        {endsOf(group.rollouts).map(({ i }) => (
          <span key={i}>{TEXT.wrote(i, written(columns[i]!.triples))}</span>
        ))}
      </p>
    </>
  );
}

const written = (triples: readonly Triple[]) => triples.map((parts) => TEXT.triple(parts)).join(' ');

/** As many dots as triples, and their number for those who do not see them. */
const Dots = ({ count }: { readonly count: number }) => (
  <>
    <span aria-hidden="true">{'●'.repeat(Math.min(count, 4))}</span>
    <span className={count > 4 ? '' : 'hidden'}>{TEXT.count(count)}</span>
  </>
);

function Numbers({ name, values }: { readonly name: string; readonly values: readonly number[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, i) => (
        <td key={i} className={value < 0 ? 'fined' : undefined}>
          {shortNumber(value)}
        </td>
      ))}
    </tr>
  );
}
