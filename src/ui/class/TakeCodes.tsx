// What: how codes come in: pasted, from a text file, or by camera.
import { useEffect, useRef, useState } from 'react';
import { Button, FileTrigger, Label, TextArea, TextField } from 'react-aria-components';
import { takeText } from '../../store/class/collected.ts';
import { canScan, scanCodes } from '../../store/class/scanCodes.ts';
import { takeCodeFile } from '../../store/class/textFile.ts';
import { CLASS } from '../texts/class.ts';

export function TakeCodes() {
  const [text, setText] = useState('');
  const take = () => {
    takeText(text);
    setText('');
  };
  return (
    <>
      <TextField value={text} onChange={setText} className="copy-text">
        <Label>{CLASS.paste}</Label>
        <TextArea rows={4} placeholder={CLASS.pasteHint} spellCheck={false} />
      </TextField>
      <div className="row">
        <Button className="primary" isDisabled={text.trim() === ''} onPress={take}>
          {CLASS.take}
        </Button>
        <FileTrigger
          acceptedFileTypes={['.txt', 'text/plain']}
          onSelect={(files) => files?.[0] && void takeCodeFile(files[0])}
        >
          <Button>{CLASS.open}</Button>
        </FileTrigger>
        <Scan />
      </div>
    </>
  );
}

function Scan() {
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!on || !video.current) return;
    const stopping = scanCodes(video.current);
    stopping.catch(() => {
      setFailed(true);
      setOn(false);
    });
    return () =>
      void stopping.then(
        (stop) => stop(),
        () => undefined,
      );
  }, [on]);
  if (!canScan()) return null;
  return (
    <>
      <Button onPress={() => setOn(!on)}>{on ? CLASS.stopScan : CLASS.scan}</Button>
      {failed && <span role="alert">{CLASS.noCamera}</span>}
      {on && <video ref={video} className="scan" aria-label={CLASS.camera} muted playsInline />}
    </>
  );
}
