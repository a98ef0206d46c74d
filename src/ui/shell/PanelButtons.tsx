// What: a button for every panel, and for the atlas, which takes the whole page.
import { Button, ToggleButton } from 'react-aria-components';
import { isLocked, isShown, useAccess } from '../../store/access.ts';
import { openAtlas, togglePanel, useView } from '../../store/view.ts';
import { SHELL } from '../texts/shell.ts';
import { PANELS } from './panels.ts';

export function PanelButtons({ onOpen }: { readonly onOpen?: () => void }) {
  const open = useView((view) => view.panel);
  const access = useAccess();
  return (
    <div className="panel-buttons">
      {PANELS.filter(({ id, button = true }) => button && isShown(id, access)).map(({ id, title }) => (
        <ToggleButton
          key={id}
          data-lesson-target={`panel:${id}`}
          isDisabled={isLocked(id, access) && id !== 'settings'}
          isSelected={open === id}
          onChange={() => {
            togglePanel(id);
            onOpen?.();
          }}
          aria-expanded={open === id}
        >
          {title}
        </ToggleButton>
      ))}
      {isShown('atlas', access) && (
        <Button className="open-atlas" isDisabled={isLocked('atlas', access)} onPress={() => openAtlas('')}>
          {SHELL.atlas}
        </Button>
      )}
    </div>
  );
}
