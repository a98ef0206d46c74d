// What: the top of the page: name, panels, view, help; below it the run and its state.
import { Button } from 'react-aria-components';
import { showHelp } from '../../store/view.ts';
import { SHELL } from '../texts/shell.ts';
import { PanelButtons } from './PanelButtons.tsx';
import { Status } from './Status.tsx';
import { Toolbar } from './Toolbar.tsx';
import { ViewMenu } from './ViewMenu.tsx';
import './shell.css';

export function PageHeader() {
  return (
    <header>
      <div className="title">
        <h1>{SHELL.title}</h1>
        <p className="tagline">{SHELL.tagline}</p>
        <Status />
        <PanelButtons />
        <ViewMenu />
        <Button onPress={() => showHelp(true)}>{SHELL.help.label}</Button>
      </div>
      <div className="controls">
        <Toolbar />
      </div>
    </header>
  );
}
