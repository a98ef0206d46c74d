// What: a model by its address or its folder: “Will it train?”, the answer with its numbers, and loading it.
import { useEffect, useRef, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { askEstimate, dropEstimate, loadModelAt, modelAddress, useEstimate } from '../../store/model/estimate.ts';
import type { EstimateWords } from '../../training/estimate/estimateWords.ts';
import { FOLDER } from '../folderInput.ts';
import { MODEL } from '../texts/model.ts';

export function AnotherModel({ busy: engineBusy }: { readonly busy: boolean }) {
  const [typed, setTyped] = useState('');
  const folder = useRef<HTMLInputElement>(null);
  const { source, busy, estimate, problem } = useEstimate();
  useEffect(() => dropEstimate, []);
  const ask = () => void askEstimate(modelAddress(typed));
  const takeFolder = (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])].map((file) => [file.webkitRelativePath || file.name, file] as const);
    input.value = '';
    if (files.length > 0) void askEstimate(Object.fromEntries(files));
  };
  return (
    <section aria-label={MODEL.another}>
      <h3>{MODEL.another}</h3>
      <TextField value={typed} onChange={setTyped} className="react-aria-TextField model-address">
        <Label>{MODEL.address}</Label>
        <Input onKeyDown={({ key }) => key === 'Enter' && typed.trim() !== '' && ask()} />
      </TextField>
      <p className="hint">{MODEL.addressHint}</p>
      <p className="row">
        <Button isDisabled={busy || typed.trim() === ''} onPress={ask}>
          {MODEL.ask}
        </Button>
        <Button isDisabled={busy} onPress={() => folder.current?.click()}>
          {MODEL.folder}
        </Button>
      </p>
      <input
        ref={folder}
        type="file"
        hidden
        {...FOLDER}
        data-testid="estimate-model"
        onChange={({ target }) => takeFolder(target)}
      />
      <div role="status">
        {busy && <p className="hint">{MODEL.asking}</p>}
        {problem && <p className="refused">{problem}</p>}
        {estimate && <Estimate estimate={estimate} />}
      </div>
      {estimate && source && (
        <Button isDisabled={engineBusy} onPress={() => void loadModelAt(source)}>
          {MODEL.loadNamed(estimate.name)}
        </Button>
      )}
    </section>
  );
}

function Estimate({ estimate: { answer, sentence, rows } }: { readonly estimate: EstimateWords }) {
  return (
    <>
      <p className={`will-it-train ${answer}`}>{sentence}</p>
      <dl className="estimate">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{MODEL.onCpu}</p>
    </>
  );
}
