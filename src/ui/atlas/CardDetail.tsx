// What: the inside of an open card: links, blocks by name, evidence with its curves, paper and code, sources of the numbers, and the
// button that runs it.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { AXES } from '../../atlas/axes.ts';
import { goldenOf } from '../../atlas/goldenCounts.ts';
import { numbersOf } from '../../atlas/status.ts';
import type { Status } from '../../atlas/status.ts';
import { recipeOf, settingFor } from '../../atlas/systems.ts';
import type { System } from '../../atlas/system.ts';
import type { Evidence } from '../../config/evidenceStatus.ts';
import { useLocked } from '../../store/access.ts';
import { pause } from '../../store/actions.ts';
import { runHere } from '../../store/atlas/runHere.ts';
import { useStore } from '../../store/store.ts';
import { openAtlas } from '../../store/view.ts';
import { Sources } from '../shell/RecipeCard.tsx';
import { ATLAS } from '../texts/atlas.ts';
import { RECIPE_CARD } from '../texts/recipe.ts';
import { EvidenceCurves } from './EvidenceCurves.tsx';

interface Props {
  readonly system: System;
  readonly status: Status;
  readonly evidence: Evidence | null;
}

export function CardDetail({ system, status, evidence }: Props) {
  const recipe = recipeOf(system);
  const golden = goldenOf(system);
  const numbers = numbersOf(recipe, evidence);
  const axes = AXES.map((axis) => ({ ...axis, lit: system.blocks.filter((code) => code in axis.blocks) }));
  return (
    <div className="recipe-card atlas-detail">
      <p>
        <em>{system.title}</em>
      </p>
      <Links system={system} />
      <RunIt system={system} />
      <dl>
        {system.lesson && <Fact name={ATLAS.lesson}>{system.lesson}</Fact>}
        {system.simplification && <Fact name={ATLAS.simplification}>{system.simplification}</Fact>}
        {recipe?.teaches && <Fact name={RECIPE_CARD.teaches}>{recipe.teaches}</Fact>}
        {recipe?.difference && (
          <Fact name={ATLAS.difference}>
            {recipe.difference} {recipe.follows && RECIPE_CARD.follows[recipe.follows]}
          </Fact>
        )}
        <Fact name={ATLAS.status}>{ATLAS.statusLine(status)}</Fact>
        {golden && <Fact name={ATLAS.checked}>{ATLAS.golden(golden.passed, golden.total)}</Fact>}
        {recipe?.claim && (
          <Fact name={ATLAS.evidence}>
            <span className="line">{recipe.claim.sentence}</span>
            {numbers && (
              <span className="line">{ATLAS.medians(numbers.metric, numbers.on, numbers.off, numbers.threshold)}</span>
            )}
            {numbers && evidence && <EvidenceCurves evidence={evidence} />}
          </Fact>
        )}
      </dl>
      {system.class !== 'outside' && (
        <>
          <h3>{ATLAS.blocks}</h3>
          <dl>
            {axes
              .filter(({ lit }) => lit.length > 0)
              .map(({ letter, title, lit, blocks }) => (
                <Fact key={letter} name={title}>
                  {lit.map((code) => blocks[code]).join('; ')}
                </Fact>
              ))}
          </dl>
        </>
      )}
      {recipe && <Sources recipe={recipe} />}
    </div>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

function Links({ system }: { readonly system: System }) {
  const { id, year } = system;
  const recipe = recipeOf(system);
  const paper = recipe?.paper?.address ?? system.paper;
  const code = recipe?.code ?? system.code;
  const published = recipe?.paper?.year ?? year;
  const outside = { target: '_blank', rel: 'noreferrer' } as const;
  return (
    <p className="recipe-links">
      {paper && (
        <a href={paper} {...outside}>
          {ATLAS.paper}
          {published && ` (${published})`}
        </a>
      )}
      {code && (
        <a href={code} {...outside}>
          {ATLAS.code}
        </a>
      )}
      {/* To be copied or opened beside this page: followed here, it would set all settings back. */}
      <a
        href={`#atlas=${id}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          openAtlas(id);
        }}
      >
        {ATLAS.address}
      </a>
    </p>
  );
}

function RunIt({ system }: { readonly system: System }) {
  const running = useStore(({ state }) => state === 'running');
  const locks = [useLocked('recipe'), useLocked('play')];
  const locked = locks.some(Boolean);
  if (!settingFor(system)) return <p className="hint">{ATLAS.noRun}</p>;
  return (
    <p className="row">
      <Button className="primary" isDisabled={running || locked} onPress={() => void runHere(system)}>
        {ATLAS.run}
      </Button>
      <small>{locked ? ATLAS.locked : running ? ATLAS.running : ATLAS.runHelp}</small>
      {running && !locked && <Button onPress={() => void pause()}>{ATLAS.pause}</Button>}
    </p>
  );
}
