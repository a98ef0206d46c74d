// What: everything about one answer: text, rewards and advantage with their formula, what the parser found, boxes, zooms,
// lengths, every token. The step stays put while it is open.
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { closeDetail, openDetail, useGroupLook } from '../../store/group/groupView.ts';
import type { RolloutView } from '../../training/protocol.ts';
import type { Shown } from '../../store/group/groupView.ts';
import { GROUP } from '../texts/group.ts';
import { LOG } from '../texts/log.ts';
import { AdvantageWorked } from './AdvantageWorked.tsx';
import { RewardWorked } from './RewardWorked.tsx';
import { FoundParts } from './FoundParts.tsx';
import { TokenTable } from './TokenTable.tsx';
import type { GroupFacts } from './useGroupFacts.ts';
import './detail.css';

const D = GROUP.detail;

/** Whether it ended by itself is not known. */
function loggedLength({ tokens, text }: RolloutView): string {
  const characters = LOG.characters([...text].length);
  return tokens.length > 0 ? `${LOG.tokens(tokens.length)}, ${characters}` : `${characters}. ${LOG.noTokens}`;
}

export function RolloutDetail({ shown, facts }: { readonly shown: Shown; readonly facts: GroupFacts }) {
  const index = useGroupLook((look) => look.detail);
  const rollouts = shown.group?.rollouts ?? [];
  const rollout = index === null ? undefined : rollouts[index];
  if (index === null || !rollout) return null;
  const count = rollouts.length;
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => open || closeDetail()}>
      <Modal className="react-aria-Modal detail-modal">
        <Dialog className="react-aria-Dialog detail">
          <header>
            <Heading slot="title" level={2}>
              {D.title(index, count, shown.step)}
            </Heading>
            <Button aria-label={D.previous} isDisabled={index === 0} onPress={() => openDetail(index - 1)}>
              ‹
            </Button>
            <Button aria-label={D.next} isDisabled={index === count - 1} onPress={() => openDetail(index + 1)}>
              ›
            </Button>
            <Button onPress={closeDetail}>{D.close}</Button>
          </header>
          <h3>{D.text}</h3>
          <p className="whole-text">{rollout.text}</p>
          <p className="hint">
            {rollout.foreign
              ? loggedLength(rollout)
              : `${D.lengths(rollout.tokens.length, rollout.text.length)}; ${rollout.truncated ? D.truncated : D.stopped}`}
          </p>
          <div className="two">
            <RewardWorked rollout={rollout} />
            <AdvantageWorked rollout={rollout} group={rollouts} />
          </div>
          <FoundParts rollout={rollout} prompt={shown.prompt} />
          {(rollout.tokens.length > 0 || !rollout.foreign) && (
            <TokenTable shown={shown} index={index} facts={facts[index] ?? []} />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
