// What: the one screen, in the order of the nine stages: pictures, group, curves.
import { Curves } from './Curves.tsx';
import { Group } from './Group.tsx';
import { Messages } from './Messages.tsx';
import { Pictures } from './Pictures.tsx';
import { Settings } from './Settings.tsx';
import { Stages } from './Stages.tsx';
import { Toolbar } from './Toolbar.tsx';
import { TEXTS } from './texts.ts';

export function App() {
  return (
    <>
      <header>
        <h1>{TEXTS.title}</h1>
        <p>{TEXTS.tagline}</p>
        <Toolbar />
      </header>
      <Messages />
      <Stages />
      <main>
        <Pictures />
        <Group />
        <Curves />
      </main>
      <Settings />
    </>
  );
}
