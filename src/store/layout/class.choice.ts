// What: the teacher's page as a choice of layout: `#class`.
import { goTo, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'class',
  read: () => (useView.getState().page?.id === 'class' ? '' : null),
  apply: () => goTo({ id: 'class', of: '' }),
  listen: (changed) => useView.subscribe((now, before) => now.page !== before.page && changed()),
  absent: () => useView.getState().page?.id === 'class' && goTo(null),
};
