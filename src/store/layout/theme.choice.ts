// What: light or dark as a choice of layout.
import { chooseTheme, useView } from '../view.ts';
import type { LayoutChoice } from './layoutChoice.ts';

export const choice: LayoutChoice = {
  name: 'theme',
  read: () => {
    const { theme } = useView.getState();
    return theme === 'system' ? null : theme;
  },
  apply: (value) => (value === 'light' || value === 'dark') && chooseTheme(value),
  listen: (changed) => useView.subscribe((now, before) => now.theme !== before.theme && changed()),
};
