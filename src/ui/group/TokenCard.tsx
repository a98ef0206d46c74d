// What: a card beside the token that is pointed at or in focus: its numbers, and what could have come in its place with the
// probabilities before and after the update. Escape closes it; the pointer may rest on it.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { askForRollout, canAsk, rolloutKey, useInspections } from '../../store/group/inspections.ts';
import { showToken, useGroupLook } from '../../store/group/groupView.ts';
import type { Shown } from '../../store/group/groupView.ts';
import { useStore } from '../../store/store.ts';
import { Alternatives } from './Alternatives.tsx';
import { TokenNumbers } from './TokenNumbers.tsx';
import { tokenId } from './TokenText.tsx';
import type { GroupFacts } from './useGroupFacts.ts';

/** A pointer that only passes asks for nothing. */
const REST_MS = 180;
const GAP = 6;
const byKeyboard = () => document.activeElement?.closest('.tokens') != null;

/** Where the card goes: below its token, or above it where there is no room below. */
function beside(token: string, card: HTMLElement | null): { readonly left: number; readonly top: number } | null {
  const target = document.getElementById(token)?.getBoundingClientRect();
  const own = card?.getBoundingClientRect();
  if (!target || !own) return null;
  const below = target.bottom + GAP + own.height <= innerHeight;
  const top = below ? target.bottom + GAP : Math.max(GAP, target.top - GAP - own.height);
  return { left: Math.max(GAP, Math.min(target.left, innerWidth - own.width - GAP)), top };
}

export function TokenCard({ shown, facts }: { readonly shown: Shown; readonly facts: GroupFacts }) {
  const place = useGroupLook((look) => look.token);
  const { step, index } = shown;
  const [rollout, token] = place ? [place.rollout, place.token] : [-1, -1];
  const found = facts[rollout]?.[token];
  const inspected = useInspections(({ rollouts }) =>
    step === null ? undefined : rollouts[rolloutKey(step, index, rollout)]?.[token],
  );
  const running = useStore((state) => state.state === 'running');
  const card = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const next = beside(tokenId(rollout, token), card.current);
    if (next) setAt(next);
  }, [rollout, token, inspected, facts]);
  useEffect(() => {
    if (rollout < 0) return;
    const timer = setTimeout(() => askForRollout(step, index, rollout), REST_MS);
    return () => clearTimeout(timer);
  }, [rollout, step, index, running]);
  useEffect(() => {
    if (rollout < 0) return;
    const away = ({ target }: Event) => {
      const inside = target instanceof Element && target.closest('.token-card, .tokens');
      if (!inside && !byKeyboard()) showToken(null);
    };
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && showToken(null);
    // Taking the focus scrolls an answer into view: the card goes along, or it would close as it opens.
    const scrolled = () => {
      const next = byKeyboard() ? beside(tokenId(rollout, token), card.current) : null;
      if (next) setAt(next);
      else showToken(null);
    };
    document.addEventListener('pointerover', away);
    document.addEventListener('keydown', escape);
    document.addEventListener('scroll', scrolled, true);
    return () => {
      document.removeEventListener('pointerover', away);
      document.removeEventListener('keydown', escape);
      document.removeEventListener('scroll', scrolled, true);
    };
  }, [rollout, token]);
  if (!found) return null;
  return (
    <div ref={card} className="token-card" role="status" style={at}>
      <TokenNumbers token={found} />
      <Alternatives inspected={inspected} askable={canAsk(step)} />
    </div>
  );
}
