// What: float64 twin of format.wgsl.
import { rewardReference, trimmed } from './prelude.ref.ts';

// The contents number, box, boxes, point, points by their place in TAG_CONTENTS.
const [NUMBER, BOX, BOXES, POINT, POINTS] = [1, 2, 3, 4, 5];

export const reference = rewardReference((rollout) => {
  const holdsText = (slot: number) =>
    [rollout.slotBytes(slot), ...rollout.occurrences().flatMap((own) => (own.slot === slot ? [own.bytes] : []))].every(
      (bytes) => trimmed(bytes, false).length > 0,
    );
  const tags = rollout.grammar().map((tag, slot) => {
    const count = rollout.slotField(slot, 2);
    const tuples = [BOX, BOXES].includes(tag.content) ? rollout.slotBoxes(slot) : rollout.slotPoints(slot);
    const isGood = () => {
      if (rollout.slotField(slot, 3) !== 1 || count < tag.min || count > tag.max) return false;
      if (tag.isAction) return true;
      if ([BOX, BOXES, POINT, POINTS].includes(tag.content)) {
        const isOneEach = ![BOX, POINT].includes(tag.content) || tuples.length === count;
        const isBlank = trimmed(rollout.slotBytes(slot), false).length === 0;
        return !isBlank && tuples.length > 0 && rollout.number('malformed') === 0 && isOneEach;
      }
      return (tag.content !== NUMBER || rollout.slotNumber(slot) !== null) && holdsText(slot);
    };
    return { isWanted: tag.min > 0, stands: count > 0, isGood: isGood() };
  });
  const own = tags.slice(1).filter(({ isWanted, stands }) => isWanted || stands);
  const isInOrder = rollout.isWellFormed('grammar') && rollout.spanField('grammar', 0) === 0;
  const isAlone = rollout.knob('nothing_outside') < 0.5 || rollout.spanField('grammar', 2) === 0;
  if (isInOrder && isAlone && own.every(({ isGood }) => isGood)) return 1;
  const wanted = own.filter(({ isWanted }) => isWanted);
  if (rollout.knob('partial_credit') < 0.5 || wanted.length === 0) return 0;
  return (0.5 * wanted.filter(({ isGood }) => isGood).length) / wanted.length;
});
