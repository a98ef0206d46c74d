// What: one row for each run of a class; the row under the pointer, or in focus, lights its curve up.
import { Button } from 'react-aria-components';
import { removeResult } from '../../store/class/collected.ts';
import { lastOf } from '../../store/class/classView.ts';
import type { Result } from '../../store/class/resultCode.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { shortNumber } from '../shortNumber.ts';
import { CLASS } from '../texts/class.ts';

interface Props {
  readonly results: readonly Result[];
  readonly names: ReadonlyMap<Result, string>;
  readonly onLight: (result: Result | null) => void;
}

const shown = (value: number | null | undefined) =>
  value === null || value === undefined ? CLASS.none : shortNumber(value);

export function ClassRows({ results, names, onLight }: Props) {
  return (
    <div className="class-rows" role="region" aria-label={CLASS.rows} tabIndex={0}>
      <table>
        <caption className="hidden">{CLASS.rows}</caption>
        <ColumnHeads names={CLASS.columns} />
        <tbody>
          {results.map((result, i) => (
            <tr
              key={i}
              onPointerEnter={() => onLight(result)}
              onPointerLeave={() => onLight(null)}
              onFocus={() => onLight(result)}
              onBlur={() => onLight(null)}
            >
              <th scope="row">{names.get(result)}</th>
              <td>
                {result.recipe}
                {result.recorded && <small> {CLASS.recordedRun}</small>}
              </td>
              <td>{result.seed}</td>
              <td>{result.steps}</td>
              <td>{shown(result.curve[0]?.value)}</td>
              <td>{shown(lastOf(result))}</td>
              <td>{shown(result.before)}</td>
              <td>{shown(result.after)}</td>
              <td>
                <Button
                  className="quiet"
                  aria-label={CLASS.remove(names.get(result) ?? '')}
                  onPress={() => removeResult(result)}
                >
                  <span aria-hidden="true">✕</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
