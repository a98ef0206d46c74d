// What: one source file, read only, as it was built into this page; nothing is loaded before it is opened.
import { Suspense, use, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { PIPELINE } from '../texts/pipeline.ts';

/** One promise per file: React asks again at every render. A file that could not be loaded may be asked for once more. */
const texts = new Map<string, Promise<string>>();

function textOf({ path, load }: Props): Promise<string> {
  const known = texts.get(path);
  if (known) return known;
  const text = load().catch(() => {
    texts.delete(path);
    return PIPELINE.notLoaded;
  });
  texts.set(path, text);
  return text;
}

interface Props {
  /** From the root of the project. */
  readonly path: string;
  readonly load: () => Promise<string>;
}

export function SourceFile(file: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Disclosure isExpanded={open} onExpandedChange={setOpen}>
      <Heading level={4}>
        <Button slot="trigger" className="quiet">
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> <code>{file.path}</code>
        </Button>
      </Heading>
      <DisclosurePanel>
        {open && (
          <Suspense fallback={<p className="hint">{PIPELINE.loading}</p>}>
            <SourceText {...file} />
          </Suspense>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}

function SourceText(file: Props) {
  const text = use(textOf(file));
  return (
    <pre tabIndex={0} aria-label={file.path}>
      {text}
    </pre>
  );
}
