// What: search and filters of the atlas.
import { Button, Checkbox, Input, Label, SearchField } from 'react-aria-components';
import { AXES } from '../../atlas/axes.ts';
import { STATUSES } from '../../atlas/status.ts';
import { CLASSES } from '../../atlas/system.ts';
import { ATLAS } from '../texts/atlas.ts';
import { NO_FILTERS } from './found.ts';
import type { Filters } from './found.ts';

interface Props {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

export function AtlasFilters({ filters, onChange }: Props) {
  const change = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const some = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  return (
    <div className="atlas-filters" role="search" aria-label={ATLAS.filters}>
      <SearchField className="field" value={filters.words} onChange={(words) => change({ words })}>
        <Label>{ATLAS.search}</Label>
        <Input />
      </SearchField>
      <Pick
        label={ATLAS.class}
        value={filters.class}
        options={CLASSES.map((kind) => [kind, ATLAS.classes[kind]])}
        onPick={(kind) => change({ class: kind })}
      />
      <Pick
        label={ATLAS.status}
        value={filters.status}
        options={STATUSES.map((status) => [status, status])}
        onPick={(status) => change({ status })}
      />
      <Pick
        label={ATLAS.axis}
        value={filters.axis}
        options={AXES.map(({ letter, title }) => [letter, title])}
        onPick={(axis) => change({ axis })}
      />
      <Checkbox className="react-aria-Checkbox field" isSelected={filters.runs} onChange={(runs) => change({ runs })}>
        <span className="tick" aria-hidden="true" /> {ATLAS.runs}
      </Checkbox>
      {some && <Button onPress={() => onChange(NO_FILTERS)}>{ATLAS.clear}</Button>}
    </div>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
}

const Pick = ({ label, value, options, onPick }: PickProps) => (
  <label className="field">
    {label}
    <select value={value} onChange={({ target }) => onPick(target.value)}>
      <option value="">{ATLAS.any}</option>
      {options.map(([name, shown]) => (
        <option key={name} value={name}>
          {shown}
        </option>
      ))}
    </select>
  </label>
);
