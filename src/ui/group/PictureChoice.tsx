// What: which picture is shown: the visitor's, or what the model got; and a sentence where there is none yet.
import { choosePicture, OWN_PICTURE, useGroupLook } from '../../store/group/groupView.ts';
import { useInspections } from '../../store/group/inspections.ts';
import { GROUP } from '../texts/group.ts';
import { Choice } from './Choice.tsx';

interface Props {
  /** Names of the views that the model got, or will get. */
  readonly views: readonly string[];
  /** The chosen picture is not there. */
  readonly missing: boolean;
  /** The engine has answered for this group. */
  readonly known: boolean;
  readonly kind: string;
}

export function PictureChoice({ views, missing, known, kind }: Props) {
  const picture = useGroupLook((look) => look.picture);
  const pending = useInspections((state) => state.pending !== null);
  const names = [OWN_PICTURE, ...views, ...(views.includes(picture) ? [] : [picture])];
  const options = [...new Set(names)].map((id) => ({ id, title: GROUP.pictures[id] ?? GROUP.viewNamed(id) }));
  const hint = known ? GROUP.noProbe : pending ? GROUP.askingView : GROUP.noView;
  return (
    <>
      <Choice label={GROUP.shownPicture} value={picture} options={options} onChange={choosePicture} />
      {picture !== OWN_PICTURE && (
        <p className="hint" role="status">
          {missing ? hint : kind}
        </p>
      )}
    </>
  );
}
