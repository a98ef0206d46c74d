// What: for a class: which controls a link hides or locks.
import { Button, Checkbox, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Access } from '../../store/access.ts';
import { CONTROLS } from '../../store/texts/controls.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { SHARE } from '../texts/share.ts';

const ROWS = Object.entries(CONTROLS);

interface Props {
  readonly access: Access;
  readonly title: string;
  readonly hint: string;
  /** Of its heading. */
  readonly level: 3 | 4;
  readonly onToggle: (kind: 'hidden' | 'locked', id: string) => void;
}

export function AccessTable({ access: { hidden, locked }, title, hint, level, onToggle }: Props) {
  const count = hidden.length + locked.length;
  return (
    <Disclosure className="for-class">
      <Heading level={level}>
        <Button slot="trigger">
          {title}
          {count > 0 && ` (${count})`}
        </Button>
      </Heading>
      <DisclosurePanel>
        <p className="hint">{hint}</p>
        <table>
          <ColumnHeads names={[SHARE.control, SHARE.hide, SHARE.lock]} />
          <tbody>
            {ROWS.map(([id, name]) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>
                  <Tick on={hidden.includes(id)} label={SHARE.hideOf(name)} press={() => onToggle('hidden', id)} />
                </td>
                <td>
                  <Tick on={locked.includes(id)} label={SHARE.lockOf(name)} press={() => onToggle('locked', id)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </DisclosurePanel>
    </Disclosure>
  );
}

function Tick({ on, label, press }: { readonly on: boolean; readonly label: string; readonly press: () => void }) {
  return (
    <Checkbox className="tick" isSelected={on} onChange={press} aria-label={label}>
      <span className="mark" aria-hidden="true" />
    </Checkbox>
  );
}
