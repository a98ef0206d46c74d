// What: the one screen, in the order of the nine stages: pictures, group, curves.
import { lazy, Suspense } from 'react';
import { useShown } from '../store/access.ts';
import { usePlan } from '../store/class/currentPlan.ts';
import { NewVersion } from './offline/NewVersion.tsx';
import { Stages } from './pipeline/Stages.tsx';
import { Offers } from './share/Offers.tsx';
import { Columns } from './shell/Columns.tsx';
import { HelpDialog } from './shell/HelpDialog.tsx';
import { Messages } from './shell/Messages.tsx';
import { PageHeader } from './shell/PageHeader.tsx';
import { PanelDrawer } from './shell/PanelDrawer.tsx';

const ClassBar = lazy(() => import('./class/ClassBar.tsx').then((file) => ({ default: file.ClassBar })));

export function Workbench() {
  const inClass = usePlan(({ on }) => on);
  const pipeline = useShown('pipeline');
  return (
    <>
      <PageHeader />
      <NewVersion />
      <Messages />
      <Offers />
      {inClass && (
        <Suspense>
          <ClassBar />
        </Suspense>
      )}
      {pipeline && <Stages />}
      <Columns />
      <PanelDrawer />
      <HelpDialog />
    </>
  );
}
