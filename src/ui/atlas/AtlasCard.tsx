// What: one system of the atlas as a card; its name opens it, and then it takes a row of its own with everything there is to know.
import { useEffect, useRef } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { goldenOf } from '../../atlas/goldenCounts.ts';
import type { Status } from '../../atlas/status.ts';
import type { System } from '../../atlas/system.ts';
import type { Evidence } from '../../config/evidenceStatus.ts';
import { settingFor } from '../../atlas/systems.ts';
import { choose, useComparison } from '../../store/atlas/compareSystems.ts';
import { openAtlas } from '../../store/view.ts';
import { ATLAS, COMPARE } from '../texts/atlas.ts';
import { CardDetail } from './CardDetail.tsx';
import { LitBlocks } from './LitBlocks.tsx';

interface Props {
  readonly system: System;
  readonly status: Status;
  readonly evidence: Evidence | null;
  readonly open: boolean;
}

export function AtlasCard({ system, status, evidence, open }: Props) {
  const { id, name, mechanism, blocks } = system;
  const golden = goldenOf(system);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'start' });
  }, [open]);
  return (
    <li ref={card} className={open ? 'atlas-card open' : 'atlas-card'} id={`atlas-${id}`}>
      <h2>
        <Button className="quiet" aria-expanded={open} onPress={() => openAtlas(open ? '' : id)}>
          {name}
        </Button>
      </h2>
      <p className="atlas-marks">
        <span>{ATLAS.classes[system.class]}</span>
        <span className={`status-mark ${status.replace(' ', '-')}`} title={ATLAS.statusHelp[status]}>
          {status}
        </span>
        {golden && golden.passed > 0 && (
          <span title={ATLAS.golden(golden.passed, golden.total)}>
            {ATLAS.goldenShort(golden.passed, golden.total)}
          </span>
        )}
      </p>
      <p>{mechanism}</p>
      {system.class !== 'outside' && <LitBlocks blocks={blocks} />}
      {settingFor(system) && <CompareChoice id={id} name={name} />}
      {open && <CardDetail system={system} status={status} evidence={evidence} />}
    </li>
  );
}

function CompareChoice({ id, name }: { readonly id: string; readonly name: string }) {
  const chosen = useComparison((state) => state.chosen.includes(id));
  const busy = useComparison((state) => state.running !== null);
  return (
    <Checkbox
      className="react-aria-Checkbox field"
      aria-label={COMPARE.choose(name)}
      isSelected={chosen}
      isDisabled={busy}
      onChange={(on) => choose(id, on)}
    >
      <span className="tick" aria-hidden="true" /> {COMPARE.short}
    </Checkbox>
  );
}
