// What: the results of a class: codes come in, and what they say is laid side by side.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { LESSONS } from '../../lessons/lessons.ts';
import { classCsv } from '../../store/class/classCsv.ts';
import { kindsOf } from '../../store/class/classView.ts';
import type { Kind } from '../../store/class/classView.ts';
import { codesText, forgetResults, useCollected } from '../../store/class/collected.ts';
import type { Result } from '../../store/class/resultCode.ts';
import { saveFile } from '../../store/files/saveFile.ts';
import { CLASS } from '../texts/class.ts';
import { ClassChoices } from './ClassChoices.tsx';
import { ClassCurves } from './ClassCurves.tsx';
import { ClassRows } from './ClassRows.tsx';
import { FinalValues } from './FinalValues.tsx';
import { TakeCodes } from './TakeCodes.tsx';

const where = ({ lesson, recipe }: Kind) =>
  lesson === '' ? CLASS.noLesson(recipe) : (LESSONS.get(lesson)?.title ?? lesson);

export function ClassResults() {
  const results = useCollected((state) => state.results);
  const told = useCollected((state) => state.told);
  return (
    <section className="class-results" aria-label={CLASS.results}>
      <h2>{CLASS.results}</h2>
      <p className="hint">{CLASS.resultsHint}</p>
      <TakeCodes />
      <p role="status" className="told-codes">
        {told}
      </p>
      {results.length > 0 && (
        <>
          <Save results={results} />
          <Kinds kinds={kindsOf(results)} />
        </>
      )}
    </section>
  );
}

/** Excel takes a file without this mark for one of its own old tables of signs. */
const MARK = '\uFEFF';

function Save({ results }: { readonly results: readonly Result[] }) {
  return (
    <p className="row">
      <Button
        onPress={() => saveFile(new Blob([MARK, classCsv(results)], { type: 'text/csv' }), 'rollscope-class.csv')}
      >
        {CLASS.saveCsv}
      </Button>
      <Button onPress={() => saveFile(new Blob([codesText(results)], { type: 'text/plain' }), 'rollscope-class.txt')}>
        {CLASS.saveCodes}
      </Button>
      <Button onPress={forgetResults}>{CLASS.forget}</Button>
    </p>
  );
}

function Kinds({ kinds }: { readonly kinds: readonly Kind[] }) {
  const [chosen, choose] = useState('');
  const [lit, setLit] = useState<Result | null>(null);
  const kind = kinds.find(({ key }) => key === chosen) ?? kinds[0]!;
  const { results, metric, lesson } = kind;
  const names = new Map(results.map((result, i) => [result, result.name || CLASS.unnamed(i + 1)]));
  return (
    <>
      <label className="class-kind">
        {CLASS.shown}{' '}
        <select value={kind.key} onChange={(event) => choose(event.target.value)}>
          {kinds.map((one) => (
            <option key={one.key} value={one.key}>
              {CLASS.kind(where(one), one.metric, one.results.length)}
            </option>
          ))}
        </select>
      </label>
      <div className="class-charts">
        <ClassCurves results={results} metric={metric} lit={lit} />
        <FinalValues results={results} metric={metric} />
      </div>
      <ClassChoices results={results} names={names} lesson={LESSONS.get(lesson)} />
      <ClassRows results={results} names={names} onLight={setLit} />
    </>
  );
}
