// What: whether the step runs here or plays its recorded run, and the way to the other, where there is one.
import { Button } from 'react-aria-components';
import { stepOf, useLesson } from '../../store/lessons/lessonState.ts';
import { chooseRecorded } from '../../store/lessons/player.ts';
import { LESSON } from '../texts/lessons.ts';

export function RecordedChoice() {
  const recorded = useLesson((state) => stepOf(state)?.recorded !== undefined);
  const playing = useLesson((state) => state.playing);
  if (!recorded && !playing) return null;
  return (
    <p className="hint recorded-choice">
      {playing && (
        <>
          <strong className="badge">{LESSON.recorded}</strong> {LESSON.recordedHelp}{' '}
        </>
      )}
      <Button className="quiet" onPress={() => chooseRecorded(!playing)}>
        {playing ? LESSON.runLive : LESSON.playRecorded}
      </Button>
    </p>
  );
}
