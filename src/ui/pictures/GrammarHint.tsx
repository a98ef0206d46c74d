// What: the form of an answer that the rewards ask for, made from the setting `grammar`.
import { Fragment } from 'react';
import { useStore } from '../../store/store.ts';
import { PICTURES } from '../texts/pictures.ts';

export function GrammarHint() {
  const { grammar, coordinate_scale: scale } = useStore((state) => state.config.grammar);
  return (
    <div className="grammar hint">
      <p>{PICTURES.grammar}:</p>
      <code>
        {grammar.split('_').map((span) => (
          <Fragment key={span}>
            {PICTURES.spans[span] ?? span}
            <wbr />
          </Fragment>
        ))}
      </code>
      <p>{PICTURES.scale(scale)}</p>
    </div>
  );
}
