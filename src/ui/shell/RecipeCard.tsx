// What: what there is to know about a recipe: paper, code, what it teaches, what to watch, its blocks by axis, the source of each
// number, and the button that sets it up with pictures of its task.
import { use, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { applyRecipe } from '../../config/applyRecipe.ts';
import { USE_LEAVES } from '../../config/knobTable.ts';
import { leavesOf, usesIn } from '../../config/leaves.ts';
import { nameOf } from '../../config/readUses.ts';
import { watchedOf } from '../../config/watched.ts';
import type { Recipe } from '../../config/recipe.ts';
import { leafText, usesText } from '../../config/setLeaf.ts';
import type { BlockUse } from '../../config/knob.ts';
import { useLocked } from '../../store/access.ts';
import { setUpRecipe } from '../../store/engine/setUpRecipe.ts';
import { useScenes } from '../../store/prompts/scenePrompts.ts';
import { useStore } from '../../store/store.ts';
import { SHADES } from '../group/shades.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { SETTINGS } from '../texts/settings.ts';
import { RECIPE_CARD as TEXT } from '../texts/recipe.ts';
import { evidenceOf } from './recipeEvidence.ts';
import './recipeCard.css';

interface Props {
  readonly recipe: Recipe;
  readonly onDone: () => void;
}

export function RecipeCard({ recipe, onDone }: Props) {
  const { name, title, description, teaches, watch, difference, follows, task } = recipe;
  const [busy, setBusy] = useState(false);
  const running = useStore((state) => state.state === 'running' || state.state === 'loading');
  const making = useScenes((state) => state.progress);
  const locked = useLocked('recipe');
  const watched = watchedOf(name);
  const help = task?.skill ? TEXT.setUpHelp : TEXT.setUpPlain;
  const setUp = () => {
    setBusy(true);
    void setUpRecipe(recipe)
      .finally(() => setBusy(false))
      .then(onDone);
  };
  return (
    <div className="recipe-card">
      <Heading slot="title" level={2}>
        {title ?? name}
      </Heading>
      {watched && (
        <p>
          <strong>{TEXT.watch}:</strong> {watched.facts.shows}
        </p>
      )}
      <Links recipe={recipe} />
      <p>{description}</p>
      <p className="row">
        <Button className="primary" isDisabled={busy || running || locked} onPress={setUp}>
          {TEXT.setUp}
        </Button>
        <small role="status">
          {busy && making ? TEXT.making(making.done, making.total) : running && !busy ? TEXT.running : help}
        </small>
      </p>
      <dl>
        {teaches && <Fact name={TEXT.teaches}>{teaches}</Fact>}
        {watch && <Fact name={watched ? TEXT.alsoWatch : TEXT.watch}>{watchedThings(watch).join(', ')}</Fact>}
        {task?.skill && <Fact name={TEXT.task}>{TEXT.taskIs(task.skill, task.grammar)}</Fact>}
        {difference && (
          <Fact name={TEXT.difference}>
            {difference} {follows && TEXT.follows[follows]}
          </Fact>
        )}
        <EvidenceFacts recipe={recipe} />
      </dl>
      <Uses recipe={recipe} />
      <Sources recipe={recipe} />
    </div>
  );
}

/** A shade with a file has a title of its own; a signal is called by its name. */
const shadeTitle = (name: string) => SHADES.find(({ id }) => id === name)?.title ?? name;

const watchedThings = ({ metric, view, shade }: NonNullable<Recipe['watch']>) => [
  ...(metric === undefined ? [] : [TEXT.metric(metric)]),
  ...(view === undefined ? [] : [TEXT.view(view)]),
  ...(shade === undefined ? [] : [TEXT.shade(shadeTitle(shade))]),
];

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

function Links({ recipe: { paper, code } }: { readonly recipe: Recipe }) {
  const outside = { target: '_blank', rel: 'noreferrer' } as const;
  return (
    <p className="recipe-links">
      {paper && (
        <a href={paper.address} {...outside}>
          {TEXT.paper(paper.title, paper.year)}
        </a>
      )}
      {code ? (
        <a href={code} {...outside}>
          {TEXT.code}
        </a>
      ) : (
        <span>{TEXT.noCode}</span>
      )}
    </p>
  );
}

function EvidenceFacts({ recipe }: { readonly recipe: Recipe }) {
  const lines = use(evidenceOf(recipe));
  if (!lines) return null;
  return (
    <Fact name={TEXT.evidence}>
      {lines.map((line) => (
        <span key={line} className="line">
          {line}
        </span>
      ))}
    </Fact>
  );
}

function Uses({ recipe }: { readonly recipe: Recipe }) {
  const config = useStore((state) => state.config);
  const applied = applyRecipe(config, recipe);
  const special = USE_LEAVES.filter(
    (leaf) => usesText(usesIn(applied, leaf)) !== usesText(leaf.knob.default as readonly BlockUse[]),
  );
  return (
    <>
      <h3>{TEXT.uses}</h3>
      {special.length === 0 && <p className="hint">{TEXT.noUses}</p>}
      <dl>
        {special.map((leaf) => (
          <Fact key={leaf.name} name={SETTINGS.axes[leaf.axis]}>
            {usesIn(applied, leaf)
              .map((one) => TEXT.nameOfUse(nameOf(one), one.block))
              .join(', ')}
          </Fact>
        ))}
      </dl>
    </>
  );
}

export function Sources({ recipe }: { readonly recipe: Recipe }) {
  const config = useStore((state) => state.config);
  const entries = Object.entries(recipe.sources ?? {});
  if (entries.length === 0) return null;
  const applied = applyRecipe(config, recipe);
  const leaves = leavesOf(applied);
  return (
    <Disclosure className="react-aria-Disclosure">
      <Heading level={3}>
        <Button slot="trigger" className="quiet">
          <span className="chevron" aria-hidden="true">
            ▸
          </span>{' '}
          {TEXT.sources}
        </Button>
      </Heading>
      <DisclosurePanel>
        <table>
          <ColumnHeads names={[TEXT.setting, TEXT.value, TEXT.source]} />
          <tbody>
            {entries.map(([name, source]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{leaves.has(name) ? leafText(applied, name).replaceAll(',', ', ') : ''}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </DisclosurePanel>
    </Disclosure>
  );
}
