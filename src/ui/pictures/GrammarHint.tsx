// What: the form of an answer that the rewards ask for, made from the grammar file that the setting `grammar` names.
import { Fragment } from 'react';
import { grammarOf } from '../../config/grammars.ts';
import type { GrammarTagFile } from '../../config/grammars.ts';
import { useStore } from '../../store/store.ts';
import { PICTURES } from '../texts/pictures.ts';

const mayBeLeftOut = ({ optional, min }: GrammarTagFile) => optional === true || min === 0;

function example(tag: GrammarTagFile): string {
  const whole = `<${tag.name}>${PICTURES.contents[tag.content] ?? '…'}</${tag.name}>`;
  return mayBeLeftOut(tag) ? `[${whole}]` : whole;
}

export function GrammarHint() {
  const { grammar, coordinate_scale: scale } = useStore((state) => state.config.grammar);
  // A tag that must not occur is not part of the format; an action that may be left out (a zoom) is offered by the tool itself.
  const tags = grammarOf(grammar).tags.filter(
    (tag) => tag.times !== 0 && tag.max !== 0 && !(tag.action && mayBeLeftOut(tag)),
  );
  return (
    <div className="grammar hint">
      <p>{PICTURES.grammar}:</p>
      <code>
        {tags.map((tag) => (
          <Fragment key={tag.name}>
            {example(tag)}
            <wbr />
          </Fragment>
        ))}
      </code>
      {tags.some(mayBeLeftOut) && <p>{PICTURES.mayBeLeftOut}</p>}
      <p>{PICTURES.scale(scale)}</p>
    </div>
  );
}
