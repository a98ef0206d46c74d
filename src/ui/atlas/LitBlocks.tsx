// What: the twelve axes as small squares, lit where a system adds a block to plain GRPO: names in a tooltip, a sentence for screen
// readers.
import { AXES } from '../../atlas/axes.ts';
import { ATLAS } from '../texts/atlas.ts';

export function LitBlocks({ blocks }: { readonly blocks: readonly string[] }) {
  const axes = AXES.map((axis) => ({ ...axis, lit: blocks.filter((code) => code in axis.blocks) }));
  const lit = axes.filter((axis) => axis.lit.length > 0);
  return (
    <p className="lit-blocks">
      <span className="hidden">
        {lit.length > 0 ? ATLAS.spokenAxes(lit.map(({ title }) => title)) : ATLAS.spokenNoAxes}
      </span>
      {axes.map(({ letter, title, lit: own, blocks: names }) => (
        <span
          key={letter}
          className={own.length > 0 ? 'square lit' : 'square'}
          title={ATLAS.square(
            title,
            own.map((code) => names[code]!),
          )}
          aria-hidden="true"
        >
          {letter}
        </span>
      ))}
    </p>
  );
}
