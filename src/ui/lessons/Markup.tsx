// What: the markup of lessons as elements; no text ever becomes HTML.
import { paragraphsOf } from '../../lessons/markup.ts';
import type { Run } from '../../lessons/markup.ts';

const TAGS = { code: 'code', em: 'em', strong: 'strong' } as const;

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return runs.map(({ kind, text }, i) => {
    if (kind === 'text') return text;
    const Tag = TAGS[kind];
    return <Tag key={i}>{text}</Tag>;
  });
}

export function Markup({ text }: { readonly text: string }) {
  return paragraphsOf(text).map((runs, i) => (
    <p key={i}>
      <Runs runs={runs} />
    </p>
  ));
}

/** One line, inside another element. */
export const InLine = ({ text }: { readonly text: string }) => <Runs runs={paragraphsOf(text).flat()} />;
