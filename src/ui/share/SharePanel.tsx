// What: everything that leaves the page and comes back: the link, run files, adapters, the folder for another trainer; and the way to the
// teacher's page.
import { Button } from 'react-aria-components';
import { goTo, openPanel } from '../../store/view.ts';
import { CLASS } from '../texts/class.ts';
import { ContinueOn } from './ContinueOn.tsx';
import { Files } from './Files.tsx';
import { LinkMaker } from './LinkMaker.tsx';
import './share.css';

export function SharePanel() {
  return (
    <div className="share">
      <LinkMaker />
      <section aria-label={CLASS.forClass}>
        <h3>{CLASS.forClass}</h3>
        <p className="hint">{CLASS.forClassHint}</p>
        <p className="row">
          <Button onPress={() => goTo({ id: 'class', of: '' })}>{CLASS.openClass}</Button>
          <Button onPress={() => openPanel('result')}>{CLASS.myResult}</Button>
        </p>
      </section>
      <Files />
      <ContinueOn />
    </div>
  );
}
