// What: above the curves, one sentence on what is going on, with its numbers and what to do; the other findings behind a button.
import { useEffect } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useLocked } from '../../store/access.ts';
import { hasStandIn } from '../../store/engine/engine.ts';
import { goBack, keptAtOrBefore, useKeptAdapters } from '../../store/run/goBack.ts';
import { useStore } from '../../store/store.ts';
import { lessonOf, useLessonLinks, verdictOf } from '../../store/verdicts.ts';
import type { Verdict as Found } from '../../verdicts/verdict.ts';
import { shortNumber } from '../shortNumber.ts';
import { VERDICTS } from '../texts/verdicts.ts';
import './verdicts.css';

export function Verdict() {
  const reading = useStore(verdictOf);
  const linked = reading?.main.lesson !== undefined;
  // The lessons are loaded when the first verdict names one; where they cannot be, it stands without a link.
  useEffect(() => {
    if (linked)
      void import('../../store/lessons/lessonLinks.ts').then(
        ({ linkLessons }) => linkLessons(),
        () => undefined,
      );
  }, [linked]);
  if (!reading) return null;
  const { main, others } = reading;
  return (
    <section className="verdict" data-kind={main.kind} aria-label={VERDICTS.label}>
      {/* Only what says something new is read aloud: numbers change with every step. */}
      <p role="status" className="verdict-sentence">
        <strong>{main.title}.</strong> {main.sentence}
      </p>
      <Details verdict={main} />
      {main.goBackTo !== undefined && <GoBack to={main.goBackTo} />}
      {others.length > 0 && (
        <Disclosure className="react-aria-Disclosure verdict-more">
          <Heading level={3}>
            <Button slot="trigger" className="quiet">
              <span className="chevron" aria-hidden="true">
                ▸
              </span>{' '}
              {VERDICTS.more(others.length)}
            </Button>
          </Heading>
          <DisclosurePanel>
            <ul>
              {others.map((verdict) => (
                <li key={verdict.rule} data-kind={verdict.kind}>
                  <p className="verdict-sentence">
                    <strong>{verdict.title}.</strong> {verdict.sentence}
                  </p>
                  <Details verdict={verdict} />
                </li>
              ))}
            </ul>
          </DisclosurePanel>
        </Disclosure>
      )}
    </section>
  );
}

function Details({ verdict }: { readonly verdict: Found }) {
  const { numbers, advice, table, step, lesson } = verdict;
  const link = useLessonLinks(({ lessons }) => lessonOf(lessons, lesson));
  return (
    <>
      <dl className="verdict-numbers" aria-label={VERDICTS.numbers}>
        {numbers.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{shortNumber(value)}</dd>
          </div>
        ))}
      </dl>
      {table && <AdvantageChoices {...table} />}
      <p className="verdict-advice">
        <strong>{VERDICTS.what}</strong> {advice} <small>({VERDICTS.since(step)})</small>
      </p>
      {link && (
        <Button className="quiet" onPress={() => link.open()}>
          {VERDICTS.lesson(link.title)}
        </Button>
      )}
    </>
  );
}

function AdvantageChoices({ head, rows }: NonNullable<Found['table']>) {
  return (
    <table className="verdict-table">
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr key={first}>
            <th scope="row">{first}</th>
            {cells.map((cell, i) => (
              <td key={head[i + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function GoBack({ to }: { readonly to: number }) {
  const last = useStore((state) => state.points.at(-1)?.step ?? 0);
  const kept = useKeptAdapters(({ adapters }) => keptAtOrBefore(adapters, to, last));
  const locked = useLocked('reset');
  if (!kept || hasStandIn()) return null;
  return (
    <div className="verdict-back">
      <Button onPress={() => void goBack(kept.step)} isDisabled={locked}>
        {VERDICTS.goBack(kept.step)}
      </Button>
      <small>{VERDICTS.goBackHelp}</small>
    </div>
  );
}
