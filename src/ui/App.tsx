// What: the one screen, in the order of the nine stages: pictures, group, curves; or the atlas in its place.
import { lazy, Suspense, useEffect } from 'react';
import { useShown } from '../store/access.ts';
import { useView } from '../store/view.ts';
import { Offers } from './share/Offers.tsx';
import { NewVersion } from './offline/NewVersion.tsx';
import { Stages } from './pipeline/Stages.tsx';
import { Columns } from './shell/Columns.tsx';
import { HelpDialog } from './shell/HelpDialog.tsx';
import { Messages } from './shell/Messages.tsx';
import { PageHeader } from './shell/PageHeader.tsx';
import { PanelDrawer } from './shell/PanelDrawer.tsx';
import { listenForShortcuts } from './shell/shortcuts.ts';
import { useAppearance } from './shell/useAppearance.ts';
import { SHELL } from './texts/shell.ts';

const AtlasPage = lazy(() => import('./atlas/AtlasPage.tsx').then((file) => ({ default: file.AtlasPage })));

export function App() {
  useAppearance();
  const pipeline = useShown('pipeline');
  const atlas = useView((view) => view.atlas !== null);
  useEffect(listenForShortcuts, []);
  if (atlas) {
    return (
      <>
        <Suspense fallback={<p className="hint">{SHELL.opening}</p>}>
          <AtlasPage />
        </Suspense>
        <Messages />
      </>
    );
  }
  return (
    <>
      <PageHeader />
      <NewVersion />
      <Messages />
      <Offers />
      {pipeline && <Stages />}
      <Columns />
      <PanelDrawer />
      <HelpDialog />
    </>
  );
}
