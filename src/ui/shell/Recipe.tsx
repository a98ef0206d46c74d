// What: the recipe of the run, each with its one-sentence description.
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components';
import { RECIPES } from '../../config/recipes.ts';
import { useLocked, useShown } from '../../store/access.ts';
import { chooseRecipe } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

export function Recipe() {
  const shown = useShown('recipe');
  const locked = useLocked('recipe');
  const recipe = useStore((state) => state.config.recipe);
  if (!shown) return null;
  return (
    <Select
      isDisabled={locked}
      className="react-aria-Select field"
      selectedKey={recipe}
      onSelectionChange={(key) => key !== recipe && void chooseRecipe(String(key))}
    >
      <Label>{SHELL.recipe}</Label>
      <Button>
        <SelectValue>{() => recipe}</SelectValue>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <ListBox items={[...RECIPES.values()]}>
          {({ name, description }) => (
            <ListBoxItem id={name} textValue={name}>
              <Text slot="label">{name}</Text>
              <Text slot="description" elementType="small">
                {description}
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
