// What: the one screen, in the order of the nine stages: pictures, group, curves.
import { useEffect } from 'react';
import { useShown } from '../store/access.ts';
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

export function App() {
  useAppearance();
  const pipeline = useShown('pipeline');
  useEffect(listenForShortcuts, []);
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
