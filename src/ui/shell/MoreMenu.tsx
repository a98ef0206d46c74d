// What: what the one row of a small window has no place for: panels, recipe, seed, speed, view, help, device.
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { SHELL } from '../texts/shell.ts';
import { DeviceBadge } from './DeviceBadge.tsx';
import { HelpButton } from './HelpDialog.tsx';
import { PanelButtons } from './PanelButtons.tsx';
import { Recipe } from './Recipe.tsx';
import { Seed } from './Seed.tsx';
import { Speed } from './Speed.tsx';
import { ViewMenu } from './ViewMenu.tsx';

export function MoreMenu() {
  const [open, setOpen] = useState(false);
  // A panel or the help takes the place of the menu.
  const close = () => setOpen(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="more">
        {SHELL.more} <span aria-hidden="true">▾</span>
      </Button>
      <Popover placement="bottom end">
        <Dialog aria-label={SHELL.more} className="more-controls">
          <PanelButtons onOpen={close} />
          <div className="row">
            <Recipe />
            <Seed />
          </div>
          <Speed />
          <div className="row">
            <ViewMenu />
            <HelpButton onOpen={close} />
            <DeviceBadge />
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
