// What: run files and adapters, out and in.
import { Button, FileTrigger } from 'react-aria-components';
import { openAdapter, saveAdapter } from '../../store/adapter/adapterFiles.ts';
import { openRun, saveRun } from '../../store/run/runFiles.ts';
import { useStore } from '../../store/store.ts';
import { SHARE } from '../texts/share.ts';

function openRunOf(files: FileList | null): void {
  const file = files?.[0];
  if (file) void openRun(file, file.name);
}

function openAdapterOf(files: FileList | null): void {
  if (files?.length) void openAdapter(Object.fromEntries([...files].map((file) => [file.name, file])));
}

export function Files() {
  const loaded = useStore((page) => page.model !== null);
  return (
    <section aria-label={SHARE.files}>
      <h3>{SHARE.files}</h3>
      <p className="hint">{SHARE.filesHint}</p>
      <p className="row">
        <Button isDisabled={!loaded} onPress={() => void saveRun()}>
          {SHARE.saveRun}
        </Button>
        <FileTrigger acceptedFileTypes={['.rollscope']} onSelect={openRunOf}>
          <Button>{SHARE.openRun}</Button>
        </FileTrigger>
      </p>
      <p className="hint">{SHARE.adapterHint}</p>
      <p className="row">
        <Button isDisabled={!loaded} onPress={() => void saveAdapter()}>
          {SHARE.saveAdapter}
        </Button>
        <FileTrigger acceptedFileTypes={['.zip', '.safetensors', '.json']} allowsMultiple onSelect={openAdapterOf}>
          <Button isDisabled={!loaded}>{SHARE.openAdapter}</Button>
        </FileTrigger>
      </p>
      {!loaded && <p className="hint">{SHARE.nothingYet}</p>}
    </section>
  );
}
