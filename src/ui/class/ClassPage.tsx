// What: the teacher's page: the link for the class, the results that came back, worksheets. It takes the workbench's place; the run goes on
// behind it.
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { LESSONS } from '../../lessons/lessons.ts';
import { goTo } from '../../store/view.ts';
import { CLASS } from '../texts/class.ts';
import { ClassLink } from './ClassLink.tsx';
import { ClassResults } from './ClassResults.tsx';
import { WorksheetLinks } from './WorksheetLinks.tsx';
import '../share/share.css';
import './class.css';

export function ClassPage() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className="class-page">
      <header className="class-head">
        <h1 ref={heading} tabIndex={-1}>
          {CLASS.title}
        </h1>
        <Button onPress={() => goTo(null)}>{CLASS.back}</Button>
        <p>{CLASS.intro}</p>
      </header>
      <ClassLink />
      <ClassResults />
      <section aria-label={CLASS.worksheets}>
        <h2>{CLASS.worksheets}</h2>
        <p className="hint">{CLASS.worksheetsHint}</p>
        <WorksheetLinks ids={[...LESSONS.keys()]} />
      </section>
    </main>
  );
}
