// What: what the page does in five sentences, its words and its keys; and the button that opens it.
import { Button, Dialog, Heading, Modal, ModalOverlay, Switch } from 'react-aria-components';
import { allowShortcuts, openPanel, showHelp, useView } from '../../store/view.ts';
import { GLOSSARY } from '../texts/glossary.ts';
import { SHELL } from '../texts/shell.ts';
import { SHORTCUTS } from './shortcuts.ts';

export function HelpButton({ onOpen }: { readonly onOpen?: () => void }) {
  return (
    <Button
      onPress={() => {
        onOpen?.();
        showHelp(true);
      }}
    >
      {SHELL.help.label}
    </Button>
  );
}

export function HelpDialog() {
  const open = useView((view) => view.help);
  const allowed = useView((view) => view.shortcuts);
  return (
    <ModalOverlay isOpen={open} onOpenChange={showHelp} isDismissable>
      <Modal>
        <Dialog className="react-aria-Dialog help">
          <div className="drawer-head">
            <Heading slot="title">{SHELL.help.title}</Heading>
            <Button slot="close">{SHELL.close}</Button>
          </div>
          <ol>
            {SHELL.help.sentences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
          <p>
            <Button
              onPress={() => {
                showHelp(false);
                openPanel('glossary');
              }}
            >
              {GLOSSARY.title}
            </Button>
          </p>
          <h3>{SHELL.help.keys}</h3>
          <Switch isSelected={allowed} onChange={allowShortcuts}>
            <span className="track" aria-hidden="true" /> {SHELL.help.allow}
          </Switch>
          <table>
            <tbody>
              {SHORTCUTS.map(({ key, shown, does }) => (
                <tr key={key}>
                  <th scope="row">
                    <kbd>{shown}</kbd>
                  </th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
