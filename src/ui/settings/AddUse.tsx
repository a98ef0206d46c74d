// What: the menu of all blocks of an axis; one that the rules refuse is told in a sentence, none is left out.
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { blockFacts, blockNames } from '../../config/blockFacts.ts';
import type { BlockAxis } from '../../config/knob.ts';
import { SETTINGS } from '../texts/settings.ts';

export const addButtonId = (leaf: string) => `add-${leaf}`;

interface Props {
  readonly id: string;
  readonly axis: BlockAxis;
  /** The axis holds one block, and it is there. */
  readonly replaces: boolean;
  readonly isDisabled: boolean;
  readonly onAdd: (block: string) => void;
}

export function AddUse({ id, axis, replaces, isDisabled, onAdd }: Props) {
  const names = blockNames(axis);
  if (names.length === 0) return <p className="hint">{SETTINGS.uses.noBlocks}</p>;
  const label = replaces ? SETTINGS.uses.replace(axis) : SETTINGS.uses.add(axis);
  return (
    <MenuTrigger>
      <Button id={id} className="add-use" isDisabled={isDisabled}>
        {label}
      </Button>
      <Popover className="react-aria-Popover block-menu">
        <Menu aria-label={label} onAction={(block) => onAdd(String(block))}>
          {names.map((block) => (
            <MenuItem key={block} id={block} textValue={block}>
              <Text slot="label">{block}</Text>
              <Text slot="description" elementType="small">
                {blockFacts(axis, block)?.doc}
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
