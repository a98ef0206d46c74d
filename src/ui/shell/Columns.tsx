// What: pictures, group, curves: three columns that scroll on their own, or tabs where the screen is narrow. The card of a lesson stands
// in the place of the first column, or below the tabs.
import { lazy, Suspense } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { isShown, useAccess } from '../../store/access.ts';
import { useCurrentLesson } from '../../store/lessons/currentLesson.ts';
import { COLUMNS, showColumn, useView } from '../../store/view.ts';
import type { ColumnName } from '../../store/view.ts';
import { Curves } from '../curves/Curves.tsx';
import { Group } from '../group/Group.tsx';
import { Pictures } from '../pictures/Pictures.tsx';
import { SHELL } from '../texts/shell.ts';
import { FirstVisit } from './FirstVisit.tsx';
import { useMatch } from './useMatch.ts';

const LessonCard = lazy(() => import('../lessons/LessonCard.tsx').then((file) => ({ default: file.LessonCard })));

const CONTENT: Readonly<Record<ColumnName, () => React.ReactNode>> = {
  pictures: () => <Pictures />,
  group: () => <Group />,
  curves: () => <Curves />,
};

export function Columns() {
  const narrow = useMatch('(max-width: 899px)');
  const column = useView((view) => view.column);
  const access = useAccess();
  const shown = COLUMNS.filter((name) => isShown(name, access));
  const inLesson = useCurrentLesson(({ id }) => id !== null);
  const card = inLesson && (
    <Suspense>
      <LessonCard />
    </Suspense>
  );
  if (!narrow) {
    return (
      <main className={`columns of-${shown.length}${inLesson ? ' with-lesson' : ''}`}>
        {card && <div className="column">{card}</div>}
        {shown.map((name) => (
          <div key={name} id={`column-${name}`} className="column" tabIndex={-1}>
            {name === 'group' && <FirstVisit />}
            {CONTENT[name]()}
          </div>
        ))}
      </main>
    );
  }
  return (
    <main>
      <FirstVisit />
      <Tabs selectedKey={column} onSelectionChange={(key) => showColumn(key as ColumnName)}>
        <TabList aria-label={SHELL.columnsLabel} className="react-aria-TabList column-tabs">
          {shown.map((name) => (
            <Tab key={name} id={name}>
              {SHELL.columns[name]}
            </Tab>
          ))}
        </TabList>
        {shown.map((name) => (
          <TabPanel key={name} id={name} className="column">
            {CONTENT[name]()}
          </TabPanel>
        ))}
      </Tabs>
      {card}
    </main>
  );
}
