// What: the one screen, in the order of the nine stages: pictures, group, curves.
import { useRef, useState } from 'react';
import { Curves } from './Curves.tsx';
import { Group } from './Group.tsx';
import { Messages } from './Messages.tsx';
import { Pictures } from './pictures/Pictures.tsx';
import { Settings } from './Settings.tsx';
import { Stages } from './Stages.tsx';
import { Status } from './Status.tsx';
import { Toolbar } from './Toolbar.tsx';
import { TEXTS } from './texts.ts';

export function App() {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <>
      <header>
        <h1>{TEXTS.title}</h1>
        <p className="tagline">{TEXTS.tagline}</p>
        <button ref={opener} aria-expanded={open} onClick={() => setOpen(!open)}>
          {TEXTS.settings}
        </button>
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
      {open && <Settings onClose={close} />}
    </>
  );
}
