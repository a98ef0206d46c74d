// What: the link: what goes in, the link itself with its length, what had no room, and copying it.
import { useEffect } from 'react';
import { Button, Checkbox, CheckboxGroup, Input, Label, TextField } from 'react-aria-components';
import { chooseParts, copyLink, toggleAccess, useLinkMaker, watchLink } from '../../store/share/linkMaker.ts';
import { SHARE } from '../texts/share.ts';
import { AccessTable } from './AccessTable.tsx';

const PARTS = ['settings', 'pictures', 'rewards', 'layout'] as const;

export function LinkMaker() {
  const maker = useLinkMaker();
  useEffect(watchLink, []);
  const chosen = PARTS.filter((part) => maker[part]);
  const choose = (now: readonly string[]) =>
    chooseParts(Object.fromEntries(PARTS.map((part) => [part, now.includes(part)])));
  return (
    <section aria-label={SHARE.link}>
      <h3>{SHARE.link}</h3>
      <p className="hint">{SHARE.linkHint}</p>
      <CheckboxGroup value={chosen} onChange={choose} className="parts">
        <Label>{SHARE.parts}</Label>
        {PARTS.map((part) => (
          <Checkbox key={part} value={part} className="tick">
            <span className="mark" aria-hidden="true" />
            {SHARE[part]}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <AccessTable
        level={4}
        access={maker.access}
        title={SHARE.forClass}
        hint={SHARE.forClassHint}
        onToggle={toggleAccess}
      />
      <TextField isReadOnly value={maker.link?.address ?? SHARE.making} className="address">
        <Label>{SHARE.address}</Label>
        <Input onFocus={(event) => event.currentTarget.select()} />
      </TextField>
      <p className="row">
        <Button className="primary" isDisabled={!maker.link} onPress={copyLink}>
          {SHARE.copy}
        </Button>
        <span role="status">
          {maker.copied === true && SHARE.copied}
          {maker.copied === false && SHARE.notCopied}
        </span>
      </p>
      <LinkFacts />
    </section>
  );
}

function LinkFacts() {
  const link = useLinkMaker((maker) => maker.link);
  if (!link) return null;
  const { length, prompts, leftOut, shrunk, tooLong } = link;
  return (
    <div className="hint facts">
      <p>{SHARE.length(length, prompts)}</p>
      {shrunk > 0 && <p>{SHARE.shrunk(shrunk)}</p>}
      {leftOut.length > 0 && <p className="warning">{SHARE.leftOut(leftOut)}</p>}
      {tooLong && <p className="warning">{SHARE.tooLong}</p>}
    </div>
  );
}
