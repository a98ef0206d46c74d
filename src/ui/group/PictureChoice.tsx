// What: which picture is shown: the visitor's, or what the model got; and a sentence where there is none yet.
import { choosePicture, useGroupLook } from '../../store/group/groupView.ts';
import type { ShownPicture } from '../../store/group/groupView.ts';
import { useInspections } from '../../store/group/inspections.ts';
import { GROUP } from '../texts/group.ts';
import { Choice } from './Choice.tsx';

const OPTIONS = Object.entries(GROUP.pictures).map(([id, title]) => ({ id, title }));

interface Props {
  /** The chosen picture is not there. */
  readonly missing: boolean;
  /** The engine has answered for this group. */
  readonly known: boolean;
  readonly kind: string;
}

export function PictureChoice({ missing, known, kind }: Props) {
  const picture = useGroupLook((look) => look.picture);
  const pending = useInspections((state) => state.pending !== null);
  const hint = known ? GROUP.noProbe : pending ? GROUP.askingView : GROUP.noView;
  return (
    <>
      <Choice
        label={GROUP.shownPicture}
        value={picture}
        options={OPTIONS}
        onChange={(id) => choosePicture(id as ShownPicture)}
      />
      {picture !== 'picture' && (
        <p className="hint" role="status">
          {missing ? hint : kind}
        </p>
      )}
    </>
  );
}
