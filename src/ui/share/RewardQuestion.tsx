// What: asks before reward shaders from a link or a file are used; each can be read first. Closing it leaves them out.
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useRewardQuestion } from '../../store/share/rewardQuestion.ts';
import { SHARE } from '../texts/share.ts';

export function RewardQuestion() {
  const question = useRewardQuestion((state) => state.question);
  if (!question) return null;
  const { rewards, from, answer } = question;
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && answer(false)}>
      <Modal>
        <Dialog role="alertdialog" className="react-aria-Dialog reward-question">
          <Heading slot="title">{SHARE.rewardTitle(from, rewards.length)}</Heading>
          <p>{SHARE.rewardText}</p>
          {rewards.map(({ name, wgsl }) => (
            <details key={name}>
              <summary>{SHARE.rewardLines(name, wgsl.split('\n').length)}</summary>
              <pre tabIndex={0}>{wgsl}</pre>
            </details>
          ))}
          <p className="row">
            <Button className="primary" onPress={() => answer(true)}>
              {SHARE.useRewards}
            </Button>
            <Button autoFocus onPress={() => answer(false)}>
              {SHARE.leaveRewards}
            </Button>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
