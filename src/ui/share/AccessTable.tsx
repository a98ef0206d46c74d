// What: for a class: which controls the link hides or locks.
import { Button, Checkbox, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { toggleAccess, useLinkMaker } from '../../store/share/linkMaker.ts';
import { CONTROLS } from '../../store/texts/controls.ts';
import { ColumnHeads } from '../ColumnHeads.tsx';
import { SHARE } from '../texts/share.ts';

const ROWS = Object.entries(CONTROLS);

export function AccessTable() {
  const { hidden, locked } = useLinkMaker((maker) => maker.access);
  const count = hidden.length + locked.length;
  return (
    <Disclosure className="for-class">
      <Heading level={4}>
        <Button slot="trigger">
          {SHARE.forClass}
          {count > 0 && ` (${count})`}
        </Button>
      </Heading>
      <DisclosurePanel>
        <p className="hint">{SHARE.forClassHint}</p>
        <table>
          <ColumnHeads names={[SHARE.control, SHARE.hide, SHARE.lock]} />
          <tbody>
            {ROWS.map(([id, name]) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>
                  <Tick on={hidden.includes(id)} label={SHARE.hideOf(name)} press={() => toggleAccess('hidden', id)} />
                </td>
                <td>
                  <Tick on={locked.includes(id)} label={SHARE.lockOf(name)} press={() => toggleAccess('locked', id)} />
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
