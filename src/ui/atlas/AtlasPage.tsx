// What: the atlas: all systems as cards, in place of the page. Escape closes the open card, then the atlas; the run goes on behind it.
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { recipeOf, SYSTEMS } from '../../atlas/systems.ts';
import { cardsAreDrawn } from '../../store/atlas/cardsDrawn.ts';
import { openAtlas, useView } from '../../store/view.ts';
import { ATLAS } from '../texts/atlas.ts';
import { AtlasCard } from './AtlasCard.tsx';
import { CompareBar } from './CompareBar.tsx';
import { AtlasFilters } from './AtlasFilters.tsx';
import { isFound, NO_FILTERS } from './found.ts';
import { evidenceIn, statusIn, useAtlasEvidence } from './useAtlasEvidence.ts';
import '../shell/recipeCard.css';
import './atlas.css';

const systems = [...SYSTEMS.values()];
const core = systems.filter((system) => system.class === 'core');
const runs = core.filter((system) => recipeOf(system) !== null).length;

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  openAtlas(useView.getState().atlas === '' ? null : '');
}

export function AtlasPage() {
  const open = useView((view) => view.atlas);
  const files = useAtlasEvidence();
  const [filters, setFilters] = useState(NO_FILTERS);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true }); // an open card has scrolled to itself
    document.addEventListener('keydown', onKey);
    cardsAreDrawn();
    return () => {
      document.removeEventListener('keydown', onKey);
      // The button that leads here is drawn again when the page is back.
      setTimeout(() => document.querySelector<HTMLElement>('.open-atlas, button.more')?.focus());
    };
  }, []);
  const rows = useMemo(
    () => systems.map((system) => ({ system, status: statusIn(files, system), evidence: evidenceIn(files, system) })),
    [files],
  );
  // An open card stays, whatever is searched for.
  const found = rows.filter(({ system, status }) => system.id === open || isFound(system, status, filters));
  return (
    <main className="atlas">
      <header className="atlas-head">
        <h1 ref={heading} tabIndex={-1}>
          {ATLAS.title}
        </h1>
        <Button onPress={() => openAtlas(null)}>{ATLAS.back}</Button>
        <p>{ATLAS.intro(systems.length, runs, core.length)}</p>
      </header>
      <CompareBar />
      <AtlasFilters filters={filters} onChange={setFilters} />
      <p className="hint" role="status">
        {open && !SYSTEMS.has(open) ? ATLAS.unknown(open) : ATLAS.found(found.length, systems.length)}
      </p>
      {found.length === 0 && <p>{ATLAS.nothing}</p>}
      <ul className="atlas-cards">
        {found.map(({ system, status, evidence }) => (
          <AtlasCard key={system.id} system={system} status={status} evidence={evidence} open={system.id === open} />
        ))}
      </ul>
    </main>
  );
}
