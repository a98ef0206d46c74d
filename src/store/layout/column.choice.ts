// What: the column that a narrow screen shows as a choice of layout.
import { COLUMNS, showColumn, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'column',
  read: () => {
    const { column } = useView.getState();
    return column === COLUMNS[0] ? null : column;
  },
  apply: (value) => {
    const known = COLUMNS.find((column) => column === value);
    if (known) showColumn(known);
  },
  listen: (changed) => useView.subscribe((now, before) => now.column !== before.column && changed()),
};
