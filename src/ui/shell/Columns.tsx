// What: pictures, group, curves: three columns that scroll on their own, or tabs where the screen is narrow.
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { isShown, useAccess } from '../../store/access.ts';
import { COLUMNS, showColumn, useView } from '../../store/view.ts';
import type { ColumnName } from '../../store/view.ts';
import { Curves } from '../curves/Curves.tsx';
import { Group } from '../group/Group.tsx';
import { Pictures } from '../pictures/Pictures.tsx';
import { SHELL } from '../texts/shell.ts';
import { FirstVisit } from './FirstVisit.tsx';
import { useMatch } from './useMatch.ts';

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
  if (!narrow) {
    return (
      <main className={`columns of-${shown.length}`}>
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
    </main>
  );
}
