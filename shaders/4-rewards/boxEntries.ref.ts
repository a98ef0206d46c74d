// What: twin of boxEntries.wgsl, by the authors' expression.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { bareWords } from './bareWords.ref.ts';
import type { Numbers, Rollout } from './prelude.ref.ts';
import { BLANK, textOf } from './unicode.ref.ts';

const S = `[${BLANK}]*`;
const ENTRY = new RegExp(`([^:]+):${S}\\[(\\d+),${S}(\\d+),${S}(\\d+),${S}(\\d+)\\]`, 'g');

type Named = Map<string, Numbers>;

function entriesIn(rollout: Rollout, text: string | null): Named {
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  return new Map(
    [...(text ?? '').matchAll(ENTRY)].map(([, name, ...digits]) => [
      bareWords(name!),
      digits.map((value, i) => Number(value) / (i % 2 ? height! : width!)),
    ]),
  );
}

export const ownEntries = (rollout: Rollout): Named =>
  entriesIn(rollout, blockIn(completionOf(rollout), 'location', { last: true }));

export function trueEntries(rollout: Rollout): Named {
  const boxes = rollout.truthBoxes();
  if (boxes.length === 0) {
    return entriesIn(rollout, blockIn(textOf(rollout.truthAnswer()), 'location', { oneLine: true }));
  }
  const labels = rollout.truthTexts('labels').map(textOf);
  return new Map(boxes.map((box, i) => [bareWords(labels[i] ?? ''), box]));
}
