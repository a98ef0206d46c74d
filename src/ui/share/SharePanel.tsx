// What: everything that leaves the page and comes back: the link, run files, adapters.
import { Files } from './Files.tsx';
import { LinkMaker } from './LinkMaker.tsx';
import './share.css';

export function SharePanel() {
  return (
    <div className="share">
      <LinkMaker />
      <Files />
    </div>
  );
}
