// What: theme and type size as attributes of the document, from which style.css takes them.
import { useEffect } from 'react';
import { useView } from '../../store/view.ts';

export function useAppearance(): void {
  const theme = useView((view) => view.theme);
  const presenting = useView((view) => view.presenting);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.toggleAttribute('data-presenting', presenting);
  }, [theme, presenting]);
}
