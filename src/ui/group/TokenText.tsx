// What: an answer as its tokens, shaded. One keyboard stop per answer; arrows go from token to token, Escape lets go,
// Enter opens the details.
import type { KeyboardEvent, PointerEvent } from 'react';
import { openDetail, showToken, useGroupLook } from '../../store/group/groupView.ts';
import type { TokenFacts } from '../../store/group/tokenFacts.ts';
import type { RolloutUnits } from '../../training/protocol.ts';
import { GROUP } from '../texts/group.ts';
import { backgroundOf } from './shades.ts';
import type { Shade } from './shades.ts';
import { bracketOf } from './units.ts';
import './tokens.css';

interface Props {
  readonly rollout: number;
  readonly facts: readonly TokenFacts[];
  readonly shade: Shade;
  readonly full: number;
  /** The parts that are bracketed. */
  readonly units?: RolloutUnits | undefined;
}

export const tokenId = (rollout: number, token: number) => `token-${rollout}-${token}`;

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function TokenText({ rollout, facts, shade, full, units }: Props) {
  const active = useGroupLook(({ token }) => (token?.rollout === rollout ? token.token : -1));
  const last = facts.length - 1;
  const go = (token: number) => showToken({ rollout, token: Math.max(0, Math.min(last, token)) });
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'Enter') return openDetail(rollout);
    if (key === 'Escape') return showToken(null);
    const to = key === 'Home' ? 0 : key === 'End' ? last : key in STEPS ? Math.max(-1, active) + STEPS[key]! : null;
    if (to === null) return;
    event.preventDefault();
    go(to);
  };
  const onPointerOver = ({ target, pointerType }: PointerEvent) => {
    const at = (target as HTMLElement).dataset['t'];
    if (at !== undefined && pointerType !== 'touch') go(Number(at));
  };
  return (
    <div
      className="tokens"
      role="listbox"
      tabIndex={0}
      aria-label={GROUP.tokens(rollout)}
      aria-orientation="horizontal"
      {...(active >= 0 && { 'aria-activedescendant': tokenId(rollout, active) })}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && go(Math.max(0, active))}
      onBlur={() => showToken(null)}
      onKeyDown={onKeyDown}
      onPointerOver={onPointerOver}
    >
      {facts.map((token, t) => {
        const value = shade.value(token);
        return (
          <span
            key={t}
            id={tokenId(rollout, t)}
            data-t={t}
            className={bracketOf(units, t)}
            role="option"
            aria-selected={t === active}
            aria-label={GROUP.tokenName(token.text, value === null ? '' : `${shade.title} ${shade.write(value)}`)}
            style={{ background: backgroundOf(shade, full, token) }}
          >
            {token.text}
          </span>
        );
      })}
    </div>
  );
}
