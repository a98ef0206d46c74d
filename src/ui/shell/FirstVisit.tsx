// What: the first visit: one button that starts a run on the picture that is on the table, and what will happen in three
// sentences. It goes away with the first step, or when it is closed. A recording that plays has a button of its own, and a recipe
// that was chosen has something to watch in its place.
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { watchedOf } from '../../config/watched.ts';
import { play } from '../../store/actions.ts';
import { useCurrentLesson } from '../../store/lessons/currentLesson.ts';
import { FIRST_LESSON, openLesson } from '../../store/lessons/openLesson.ts';
import { useRecording } from '../../store/recorded/shownRecording.ts';
import { useStore } from '../../store/store.ts';
import { useView, welcome } from '../../store/view.ts';
import { SHELL } from '../texts/shell.ts';
import './firstVisit.css';

export function FirstVisit() {
  const welcomed = useView((view) => view.welcomed);
  const prompt = useStore(({ prompts, selectedPrompt }) => prompts.find(({ id }) => id === selectedPrompt));
  const state = useStore((page) => page.state);
  const watched = useStore((page) => watchedOf(page.config.recipe) !== null);
  const recorded = useRecording(({ shown }) => shown !== null);
  const begun = useStore((page) => page.points.length > 0) && !recorded;
  useEffect(() => {
    if (begun) welcome();
  }, [begun]);
  const inLesson = useCurrentLesson(({ id }) => id !== null);
  if (inLesson || watched || recorded || welcomed || begun || state === 'failed' || !prompt) return null;
  const running = state === 'running';
  const picture = prompt.images[0];
  const ready = picture ? SHELL.firstVisit.train : SHELL.firstVisit.trainQuestion;
  const loading = state === 'empty' || state === 'loading';
  return (
    <section className="first-visit" aria-label={SHELL.firstVisit.label}>
      {picture && <img src={picture.url} alt="" />}
      <div>
        {prompt.question && <p className="asked">“{prompt.question}”</p>}
        <Button className="primary" isDisabled={state !== 'ready'} onPress={() => void play()}>
          {running ? SHELL.firstVisit.started : loading ? SHELL.loading : ready}
        </Button>{' '}
        <Button className="open-lesson" onPress={() => void openLesson(FIRST_LESSON, 'start')}>
          {SHELL.firstVisit.lesson}
        </Button>
        <ol>
          {SHELL.firstVisit.steps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      </div>
      <Button className="quiet" onPress={welcome} aria-label={SHELL.firstVisit.close}>
        <span aria-hidden="true">✕</span>
      </Button>
    </section>
  );
}
