// What: the open panel, at the right edge beside the run, which stays in use. Escape closes it; the focus goes back.
import { Suspense, useEffect, useRef } from 'react';
import { Button, Heading } from 'react-aria-components';
import { openPanel, useView } from '../../store/view.ts';
import { SHELL } from '../texts/shell.ts';
import { PANELS } from './panels.ts';
import './drawer.css';

const close = () => openPanel(null);

export function PanelDrawer() {
  const open = useView((view) => view.panel);
  const panel = PANELS.find(({ id }) => id === open);
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement as HTMLElement | null;
    drawer.current?.focus();
    // The menu of a small window is gone with the button that was pressed in it.
    return () => (before?.isConnected ? before : document.querySelector<HTMLElement>('button.more'))?.focus();
  }, [open]);
  if (!panel) return null;
  const { id, title, wide, Component } = panel;
  return (
    <section
      ref={drawer}
      className={wide ? `drawer wide ${id}` : `drawer ${id}`}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}
    >
      <div className="drawer-head">
        <Heading level={2}>{title}</Heading>
        <Button onPress={close} aria-label={SHELL.closePanel(title)}>
          {SHELL.close}
        </Button>
      </div>
      <div className="drawer-body">
        <Suspense fallback={<p className="hint">{SHELL.opening}</p>}>
          <Component onClose={close} />
        </Suspense>
      </div>
    </section>
  );
}
