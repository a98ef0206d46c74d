// What: a button for every panel.
import { ToggleButton } from 'react-aria-components';
import { isLocked, isShown, useAccess } from '../../store/access.ts';
import { togglePanel, useView } from '../../store/view.ts';
import { PANELS } from './panels.ts';

export function PanelButtons({ onOpen }: { readonly onOpen?: () => void }) {
  const open = useView((view) => view.panel);
  const access = useAccess();
  return (
    <div className="panel-buttons">
      {PANELS.filter(({ id }) => isShown(id, access)).map(({ id, title }) => (
        <ToggleButton
          key={id}
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
    </div>
  );
}
