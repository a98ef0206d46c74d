// What: a button for every panel, in the header.
import { ToggleButton } from 'react-aria-components';
import { togglePanel, useView } from '../../store/view.ts';
import { PANELS } from './panels.ts';

export function PanelButtons() {
  const open = useView((view) => view.panel);
  return (
    <div className="panel-buttons">
      {PANELS.map(({ id, title }) => (
        <ToggleButton key={id} isSelected={open === id} onChange={() => togglePanel(id)} aria-expanded={open === id}>
          {title}
        </ToggleButton>
      ))}
    </div>
  );
}
