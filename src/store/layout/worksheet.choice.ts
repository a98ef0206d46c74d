// What: the worksheet of a lesson as a choice of layout: `#worksheet=01-one-step`.
import { goTo, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'worksheet',
  read: () => {
    const { page } = useView.getState();
    return page?.id === 'worksheet' ? page.of : null;
  },
  apply: (value) => /^[\w-]{1,60}$/.test(value) && goTo({ id: 'worksheet', of: value }),
  listen: (changed) => useView.subscribe((now, before) => now.page !== before.page && changed()),
  absent: () => useView.getState().page?.id === 'worksheet' && goTo(null),
};
