// What: a word of the glossary where it stands on the page: pressed (by pointer, touch or key), it says what it means. The words are loaded
// with the first press.
import { lazy, Suspense } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { GLOSSARY } from '../texts/glossary.ts';
import { SHELL } from '../texts/shell.ts';
import './term.css';

const TermCard = lazy(() => import('./TermCard.tsx').then((file) => ({ default: file.TermCard })));

interface Props {
  /** Of src/glossary/terms.ts. */
  readonly id: string;
  /** The words as they stand there. */
  readonly children: string;
}

export function Term({ id, children }: Props) {
  return (
    <DialogTrigger>
      <Button className="term">{children}</Button>
      <Popover placement="bottom start" className="react-aria-Popover term-popover">
        <Dialog aria-label={GLOSSARY.about(children)}>
          {({ close }) => (
            <Suspense fallback={<p className="hint">{SHELL.opening}</p>}>
              <TermCard id={id} onDone={close} />
            </Suspense>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
