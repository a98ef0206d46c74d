// What: the one screen, in the order of the nine stages: pictures, group, curves.
import { useShown } from '../store/access.ts';
import { NewVersion } from './offline/NewVersion.tsx';
import { Stages } from './pipeline/Stages.tsx';
import { Offers } from './share/Offers.tsx';
import { Columns } from './shell/Columns.tsx';
import { HelpDialog } from './shell/HelpDialog.tsx';
import { Messages } from './shell/Messages.tsx';
import { PageHeader } from './shell/PageHeader.tsx';
import { PanelDrawer } from './shell/PanelDrawer.tsx';

export function Workbench() {
  const pipeline = useShown('pipeline');
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
