// What: a text that is there to be taken along: to be selected, or copied in one press.
import { useState } from 'react';
import { Button, Input, Label, TextArea, TextField } from 'react-aria-components';
import { copyText } from '../../store/class/copyText.ts';
import { CLASS } from '../texts/class.ts';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly long?: boolean;
}

export function CopyRow({ label, text, long = false }: Props) {
  const [copied, setCopied] = useState<{ readonly text: string; readonly done: boolean } | null>(null);
  const told = copied?.text === text ? copied : null;
  return (
    <>
      <TextField isReadOnly value={text} className="copy-text">
        <Label>{label}</Label>
        {long ? (
          <TextArea rows={4} onFocus={(event) => event.currentTarget.select()} />
        ) : (
          <Input onFocus={(event) => event.currentTarget.select()} />
        )}
      </TextField>
      <p className="row">
        <Button className="primary" onPress={() => void copyText(text).then((done) => setCopied({ text, done }))}>
          {CLASS.copy}
        </Button>
        <span role="status">{told && (told.done ? CLASS.copied : CLASS.notCopied)}</span>
      </p>
    </>
  );
}
