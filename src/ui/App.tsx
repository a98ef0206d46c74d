// What: the workbench, or the atlas or another page in its place; each is loaded when it is first shown.
import { lazy, Suspense, useEffect } from 'react';
import { useView } from '../store/view.ts';
import { Messages } from './shell/Messages.tsx';
import { listenForShortcuts } from './shell/shortcuts.ts';
import { useAppearance } from './shell/useAppearance.ts';
import { PAGES } from './pages.ts';
import { SHELL } from './texts/shell.ts';

const AtlasPage = lazy(() => import('./atlas/AtlasPage.tsx').then((file) => ({ default: file.AtlasPage })));
const Workbench = lazy(() => import('./Workbench.tsx').then((file) => ({ default: file.Workbench })));

export function App() {
  useAppearance();
  const atlas = useView((view) => view.atlas !== null);
  const page = useView((view) => view.page);
  const Other = page && PAGES.get(page.id);
  useEffect(listenForShortcuts, []);
  return (
    <Suspense fallback={<p className="hint">{SHELL.opening}</p>}>
      {Other ? (
        <>
          <Other of={page.of} />
          <Messages />
        </>
      ) : atlas ? (
        <>
          <AtlasPage />
          <Messages />
        </>
      ) : (
        <Workbench />
      )}
    </Suspense>
  );
}
