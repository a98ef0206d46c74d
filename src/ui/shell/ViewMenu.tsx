// What: how the page looks: system, light or dark, and bigger type for a projector.
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { chooseTheme, present, useView } from '../../store/view.ts';
import type { Theme } from '../../store/view.ts';
import { SHELL } from '../texts/shell.ts';

const { view: TEXT } = SHELL;

export function ViewMenu() {
  const theme = useView((view) => view.theme);
  const presenting = useView((view) => view.presenting);
  return (
    <MenuTrigger>
      <Button>
        {TEXT.label} <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <Menu aria-label={TEXT.label}>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => chooseTheme([...keys][0] as Theme)}
          >
            <Header>{TEXT.theme}</Header>
            {(['system', 'light', 'dark'] as const).map((name) => (
              <MenuItem key={name} id={name} textValue={TEXT[name]}>
                <Mark on={theme === name} /> {TEXT[name]}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="multiple"
            selectedKeys={presenting ? ['presenting'] : []}
            onSelectionChange={(keys) => present(keys === 'all' || keys.has('presenting'))}
          >
            <Header>{TEXT.type}</Header>
            <MenuItem id="presenting" textValue={TEXT.presenting}>
              <Mark on={presenting} /> {TEXT.presenting}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const Mark = ({ on }: { readonly on: boolean }) => (
  <span className="mark" aria-hidden="true">
    {on ? '✓' : ''}
  </span>
);
