// What: the picture with the visitor's box and the box of every answer, coloured by its advantage; on choice the picture as
// the model got it, in each view of the run. Boxes belong to the first picture of a prompt.
import { useEffect, useMemo, useState } from 'react';
import { usesOf } from '../../config/uses.ts';
import { askForGroup, groupKey, useInspections } from '../../store/group/inspections.ts';
import { OWN_PICTURE, useGroupLook } from '../../store/group/groupView.ts';
import type { Shown } from '../../store/group/groupView.ts';
import { useStore } from '../../store/store.ts';
import { Picture } from '../pictures/Picture.tsx';
import { GROUP } from '../texts/group.ts';
import type { ModelView } from '../../training/protocol.ts';
import { PICTURES } from '../texts/pictures.ts';
import { advantageLine } from './advantageColour.ts';
import { Legend } from './Legend.tsx';
import { ModelPicture } from './ModelPicture.tsx';
import { Outline } from './Outline.tsx';
import { PictureChoice } from './PictureChoice.tsx';
import { PictureStrip } from './PictureStrip.tsx';
import './groupPicture.css';

/** The picture as the place was asked. */
const DRAWN = 'drawn';
/** Engines of older pages give no names. */
const viewName = ({ name, kind }: ModelView) => name ?? (kind === 'clean' ? DRAWN : kind);

export function GroupPicture({ shown }: { readonly shown: Shown }) {
  const { prompt, group, step, index } = shown;
  const choice = useGroupLook((look) => look.picture);
  const [large, setLarge] = useState({ promptId: '', at: 0 });
  const holds = useStore((state) => state.state !== 'running');
  const config = useStore((state) => state.config);
  const expected = useMemo(() => [DRAWN, ...usesOf(config, 'view').map(({ as }) => as)], [config]);
  const numbers = useInspections(({ groups }) => (step === null ? undefined : groups[groupKey(step, index)]));
  useEffect(() => {
    if (choice !== OWN_PICTURE) askForGroup(step, index);
  }, [choice, step, index, holds]);
  if (!prompt) return <p className="hint">{group ? GROUP.gone : ''}</p>;
  const { id, name, images } = prompt;
  if (images.length === 0) return <p className="hint">{GROUP.noPicture}</p>;
  const views = numbers ? [...new Set(numbers.views.map(viewName))] : expected;
  const at = large.promptId === id && large.at < images.length ? large.at : 0;
  const view = numbers?.views.find((one) => one.picture === at && viewName(one) === choice);
  const { url = '', width = 0, height = 0 } = images[at] ?? {};
  const boxes = at === 0 && <Boxes shown={shown} />;
  const label = at === 0 ? GROUP.picture(name) : PICTURES.pictureOf(at, images.length, images[at]?.name ?? name);
  const kind = view ? (GROUP.viewKind[view.kind] ?? view.kind) : '';
  return (
    <div className="shown" data-lesson-target="picture">
      {choice !== OWN_PICTURE && view ? (
        <ModelPicture
          view={view}
          label={GROUP.modelPicture(images[at]?.name ?? name, kind)}
          ratio={width / height || 1}
        >
          {boxes}
        </ModelPicture>
      ) : (
        <Picture url={url} alt={label}>
          {boxes}
        </Picture>
      )}
      {images.length > 1 && (
        <PictureStrip images={images} at={at} onChange={(to) => setLarge({ promptId: id, at: to })} />
      )}
      <PictureChoice
        views={views}
        missing={choice !== OWN_PICTURE && !view}
        known={numbers !== undefined}
        kind={kind}
      />
      <Legend />
    </div>
  );
}

function Boxes({ shown: { group, prompt } }: { readonly shown: Shown }) {
  const chosen = useStore((state) => state.selectedRollout);
  const rollouts = group?.rollouts ?? [];
  const dim = chosen !== null && chosen < rollouts.length;
  return (
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      {prompt?.boxes.map((box, i) => (
        <g key={`truth-${i}`} className="truth">
          <Outline box={box} line={{ stroke: '#fff', strokeWidth: 2, strokeDasharray: undefined }} />
        </g>
      ))}
      {rollouts.map(({ boxes, advantage }, r) => (
        <g key={r} className={dim ? (r === chosen ? 'chosen' : 'dim') : ''}>
          {boxes.map((box, i) => (
            <Outline key={i} box={box} line={advantageLine(advantage)} />
          ))}
        </g>
      ))}
    </svg>
  );
}
