// What: everything that leaves the page and comes back: the link, run files, adapters, the folder for another trainer.
import { ContinueOn } from './ContinueOn.tsx';
import { Files } from './Files.tsx';
import { LinkMaker } from './LinkMaker.tsx';
import './share.css';

export function SharePanel() {
  return (
    <div className="share">
      <LinkMaker />
      <Files />
      <ContinueOn />
    </div>
  );
}
