// What: the present run and the kept ones: names, colours, hide, delete, and what differs between them.
import { Button, Checkbox, Disclosure, DisclosurePanel, Heading, Input, TextField } from 'react-aria-components';
import { deleteRun, keepPresentRun, renameRun, toggleRun, useRuns } from '../../store/curves/runs.ts';
import type { KeptRun } from '../../store/curves/runs.ts';
import { useStore } from '../../store/store.ts';
import { CURVES } from '../texts/curves.ts';
import { CompareTable } from './CompareTable.tsx';
import { KeptSteps } from './KeptSteps.tsx';

export function RunList() {
  const runs = useRuns((state) => state.runs);
  const some = useStore((state) => state.points.length > 0);
  if (!some && runs.length === 0) return null;
  return (
    <Disclosure className="react-aria-Disclosure run-list" data-lesson-target="runs">
      <Heading level={3}>
        <Button slot="trigger" className="quiet">
          <span className="chevron" aria-hidden="true">
            ▸
          </span>{' '}
          {CURVES.runs}
          {runs.length > 0 && ` (${runs.length + 1})`}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul>
          {some && (
            <li>
              <Swatch colour={0} />
              <span className="run-name">{CURVES.thisRun}</span>
              <Button onPress={keepPresentRun}>{CURVES.keep}</Button>
            </li>
          )}
          {runs.map((run) => (
            <Kept key={run.id} run={run} />
          ))}
        </ul>
        <p className="hint">{CURVES.keepHelp}</p>
        {some && <KeptSteps />}
        {runs.length > 0 && <CompareTable />}
      </DisclosurePanel>
    </Disclosure>
  );
}

const Swatch = ({ colour }: { readonly colour: number }) => (
  <span className="swatch" style={{ background: `var(--curve-${colour})` }} aria-hidden="true" />
);

function Kept({ run: { id, name, hidden, colour, points } }: { readonly run: KeptRun }) {
  return (
    <li>
      <Checkbox isSelected={!hidden} onChange={() => toggleRun(id)} aria-label={CURVES.hideRun(name)}>
        <span className="tick" aria-hidden="true" />
      </Checkbox>
      <Swatch colour={colour} />
      <TextField
        key={name}
        className="run-name"
        aria-label={CURVES.runName(name)}
        defaultValue={name}
        maxLength={60}
        onBlur={({ target }) => renameRun(id, (target as HTMLInputElement).value)}
      >
        <Input onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()} />
      </TextField>
      <small>{CURVES.lastStep(points.at(-1)?.step ?? 0)}</small>
      <Button className="quiet" onPress={() => deleteRun(id)} aria-label={CURVES.deleteRun(name)}>
        <span aria-hidden="true">✕</span>
      </Button>
    </li>
  );
}
