// What: the recipe of the run, each with its one-sentence description, and its card.
import { useState } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components';
import { RECIPES } from '../../config/recipes.ts';
import { useLocked, useShown } from '../../store/access.ts';
import { chooseRecipe } from '../../store/engine/configActions.ts';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';
import { RecipeAbout } from './RecipeAbout.tsx';

export function Recipe() {
  const shown = useShown('recipe');
  const locked = useLocked('recipe');
  const recipe = useStore((state) => state.config.recipe);
  const [open, setOpen] = useState(false);
  const choose = (name: string) => {
    if (name === recipe) return;
    void chooseRecipe(name);
    setOpen(true);
  };
  if (!shown) return null;
  return (
    <>
      <Select
        isDisabled={locked}
        className="react-aria-Select field"
        data-lesson-target="recipe"
        selectedKey={recipe}
        onSelectionChange={(key) => choose(String(key))}
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
      <RecipeAbout name={recipe} open={open} onOpen={setOpen} />
    </>
  );
}
