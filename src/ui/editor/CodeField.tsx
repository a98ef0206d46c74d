// What: the text of the reward, with marks at the lines of what the last trial found.
import { useEffect, useRef } from 'react';
import { useLocked } from '../../store/access.ts';
import { tryReward, useRewardEditor, writeText } from '../../store/editor/rewardEditor.ts';
import { EDITOR } from '../texts/editor.ts';
import { CodeView } from './codeView.ts';

export interface CodeFieldProps {
  /** Filled with what jumps to a place in the text. */
  readonly jump: { current: (line: number, column?: number) => void };
}

export function CodeField({ jump }: CodeFieldProps) {
  const { name, text, tested } = useRewardEditor();
  const locked = useLocked('editor');
  const place = useRef<HTMLDivElement>(null);
  const code = useRef<CodeView | null>(null);
  useEffect(() => {
    const view = new CodeView({ parent: place.current!, onText: writeText, onTry: () => void tryReward() });
    code.current = view;
    jump.current = (line, column) => view.goTo(line, column);
    return () => view.destroy();
  }, [jump]);
  useEffect(() => code.current!.setText(text), [text]);
  useEffect(() => code.current!.setAccess(EDITOR.text(name), locked), [name, locked]);
  useEffect(() => code.current!.setMarks(tested?.text === text ? tested.problems : []), [tested, text]);
  return <div ref={place} className="code-field" />;
}
