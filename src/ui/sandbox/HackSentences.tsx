// What: in a sentence which presets get as much as a perfect answer, or more.
import type { Hacks } from '../../store/sandbox/hacks.ts';
import { SANDBOX } from '../texts/sandbox.ts';

const names = (paid: Hacks['more']) => paid.map(({ name }) => name);

export function HackSentences({ hacks }: { readonly hacks: Hacks | null }) {
  if (!hacks) return null;
  const { more, equal } = hacks;
  const perfect = hacks.perfect.toFixed(2);
  if (more.length + equal.length === 0) return <p className="sees-through">{SANDBOX.sees(perfect)}</p>;
  return (
    <div className="cheated">
      {more.length > 0 && <p>{SANDBOX.paysMore(names(more), perfect)}</p>}
      {equal.length > 0 && <p>{SANDBOX.paysEqual(names(equal), perfect)}</p>}
    </div>
  );
}
