// What: the link for a class: its lessons, what the page opens with, what is locked; the link itself and its QR code.
import { useEffect } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { RECIPES } from '../../config/recipes.ts';
import { chooseForClass, makeClassLink, SET_UPS, toggleForClass, useClassMaker } from '../../store/class/classMaker.ts';
import type { SetUpKind } from '../../store/class/classMaker.ts';
import { AccessTable } from '../share/AccessTable.tsx';
import { CLASS } from '../texts/class.ts';
import { SHARE } from '../texts/share.ts';
import { CopyRow } from './CopyRow.tsx';
import { LessonChoice } from './LessonChoice.tsx';
import { QrCode } from './QrCode.tsx';

export function ClassLink() {
  useEffect(makeClassLink, []);
  const access = useClassMaker((maker) => maker.access);
  return (
    <section className="class-link" aria-label={CLASS.link}>
      <h2>{CLASS.link}</h2>
      <div className="class-choices">
        <LessonChoice />
        <SetUpChoice />
        <AccessTable level={3} access={access} title={CLASS.access} hint={CLASS.accessHint} onToggle={toggleForClass} />
      </div>
      <TheLink />
    </section>
  );
}

function SetUpChoice() {
  const setUp = useClassMaker((maker) => maker.setUp);
  const recipe = useClassMaker((maker) => maker.recipe);
  return (
    <>
      <RadioGroup
        className="class-set-up"
        value={setUp}
        onChange={(value) => chooseForClass({ setUp: value as SetUpKind })}
      >
        <Label>{CLASS.setUp}</Label>
        {SET_UPS.map((kind) => (
          <Radio key={kind} value={kind} className="tick round">
            <span className="mark" aria-hidden="true" />
            {CLASS.setUps[kind]}
          </Radio>
        ))}
      </RadioGroup>
      {setUp === 'recipe' && (
        <label className="class-kind">
          {CLASS.recipe}{' '}
          <select value={recipe} onChange={(event) => chooseForClass({ recipe: event.target.value })}>
            {[...RECIPES.keys()].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

function TheLink() {
  const link = useClassMaker((maker) => maker.link);
  if (!link) return <p className="hint">{SHARE.making}</p>;
  const { address, length, prompts, leftOut, shrunk } = link;
  return (
    <div className="the-link">
      <div>
        <CopyRow label={CLASS.address} text={address} />
        <p className="hint">{SHARE.length(length, prompts)}</p>
        {shrunk > 0 && <p className="hint">{SHARE.shrunk(shrunk)}</p>}
        {leftOut.length > 0 && <p className="hint">{SHARE.leftOut(leftOut)}</p>}
      </div>
      <QrCode text={address} label={CLASS.qr} tooLong={CLASS.qrTooLong} />
    </div>
  );
}
