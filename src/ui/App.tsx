// What: the one screen, in the order of the nine stages: pictures, group, curves.
import { Curves } from './curves/Curves.tsx';
import { Group } from './Group.tsx';
import { Pictures } from './pictures/Pictures.tsx';
import { Stages } from './pipeline/Stages.tsx';
import { Messages } from './shell/Messages.tsx';
import { PanelButtons } from './shell/PanelButtons.tsx';
import { PanelDrawer } from './shell/PanelDrawer.tsx';
import { Status } from './shell/Status.tsx';
import { Toolbar } from './shell/Toolbar.tsx';
import { SHELL } from './texts/shell.ts';

export function App() {
  return (
    <>
      <header>
        <h1>{SHELL.title}</h1>
        <p className="tagline">{SHELL.tagline}</p>
        <PanelButtons />
        <Toolbar />
        <Status />
      </header>
      <Messages />
      <Stages />
      <main>
        <Pictures />
        <Group />
        <Curves />
      </main>
      <PanelDrawer />
    </>
  );
}
