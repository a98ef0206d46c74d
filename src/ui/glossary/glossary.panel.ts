// What: the glossary as a panel; it is opened from the help, from the lessons, and from the words themselves.
import type { PanelFile } from '../shell/panels.ts';
import { GLOSSARY } from '../texts/glossary.ts';

export const panel: PanelFile = {
  id: 'glossary',
  title: GLOSSARY.title,
  order: 91,
  button: false,
  load: () => import('./Glossary.tsx').then(({ Glossary }) => Glossary),
};
