// What: charts of metrics that every run has and few look at; none is drawn before it is asked for.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { CURVES } from '../texts/curves.ts';
import type { ChartFile } from './chartFiles.ts';

interface Props {
  readonly charts: readonly ChartFile[];
  readonly draw: (chart: ChartFile) => ReactNode;
}

export function FurtherCharts({ charts, draw }: Props) {
  const [open, setOpen] = useState(false);
  if (charts.length === 0) return null;
  return (
    <Disclosure className="react-aria-Disclosure run-list" isExpanded={open} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="quiet">
          <span className="chevron" aria-hidden="true">
            ▸
          </span>{' '}
          {CURVES.further(charts.length)}
        </Button>
      </Heading>
      <DisclosurePanel>{open && charts.map(draw)}</DisclosurePanel>
    </Disclosure>
  );
}
