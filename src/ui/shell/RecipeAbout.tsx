// What: the button beside the recipe that opens its card; the card comes by itself when another recipe is chosen.
import { lazy, Suspense } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { RECIPES } from '../../config/recipes.ts';
import { RECIPE_CARD } from '../texts/recipe.ts';

const RecipeCard = lazy(() => import('./RecipeCard.tsx').then((file) => ({ default: file.RecipeCard })));

interface Props {
  readonly name: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

export function RecipeAbout({ name, open, onOpen }: Props) {
  const recipe = RECIPES.get(name);
  if (!recipe) return null;
  return (
    <DialogTrigger isOpen={open} onOpenChange={onOpen}>
      <Button aria-label={RECIPE_CARD.about(name)}>{RECIPE_CARD.aboutShort}</Button>
      <Popover isNonModal placement="bottom start" className="react-aria-Popover recipe-popover">
        <Dialog aria-label={RECIPE_CARD.about(name)}>
          <Suspense fallback={<p className="hint">{RECIPE_CARD.opening}</p>}>
            <RecipeCard recipe={recipe} onDone={() => onOpen(false)} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
