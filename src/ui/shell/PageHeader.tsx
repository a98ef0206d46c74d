// What: the top of the page: name, panels, view, help; below it the run and its state. Where there is little room: one row
// with the run, its state and a menu that holds the rest. A log of another trainer has no run to move.
import { useShownLog } from '../../store/recorded/shownRecording.ts';
import { useCompact } from './useMatch.ts';
import { SHELL } from '../texts/shell.ts';
import { StepProgress } from '../pipeline/StepProgress.tsx';
import { DeviceBadge } from './DeviceBadge.tsx';
import { HelpButton } from './HelpDialog.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { PanelButtons } from './PanelButtons.tsx';
import { Recipe } from './Recipe.tsx';
import { RunButtons } from './RunButtons.tsx';
import { Seed } from './Seed.tsx';
import { Speed } from './Speed.tsx';
import { Status } from './Status.tsx';
import { ViewMenu } from './ViewMenu.tsx';
import './shell.css';
import './compact.css';

export function PageHeader() {
  return useCompact() ? <CompactHeader /> : <WideHeader />;
}

function WideHeader() {
  const log = useShownLog();
  return (
    <header>
      <div className="title">
        <h1>{SHELL.title}</h1>
        <p className="tagline">{SHELL.tagline}</p>
        <div className="status">
          <Status />
          <DeviceBadge />
        </div>
        <PanelButtons />
        <ViewMenu />
        <HelpButton />
      </div>
      {!log && (
        <div className="controls">
          <RunButtons />
          <Recipe />
          <Seed />
          <Speed />
          <StepProgress />
        </div>
      )}
    </header>
  );
}

function CompactHeader() {
  const log = useShownLog();
  return (
    <header className="compact">
      <h1>{SHELL.title}</h1>
      {!log && <RunButtons />}
      <div className="status">
        <Status />
        <StepProgress />
      </div>
      <MoreMenu />
    </header>
  );
}
