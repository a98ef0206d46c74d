// What: training and held-out prompts as two lists of thumbnails. Prompts are dragged (by mouse, touch or keyboard) within
// a list and between the two. Only the thumbnails in sight are drawn, so hundreds stay quick.
import { memo, useDeferredValue, useEffect, useRef } from 'react';
import { GridLayout, GridList, Size, Virtualizer } from 'react-aria-components';
import type { PromptDraft, Split } from '../../store/prompts/promptDraft.ts';
import { SPLITS } from '../../store/prompts/promptDraft.ts';
import { usePromptsOf, useSelectedOf } from '../../store/prompts/promptLists.ts';
import { removePrompt, selectPrompt } from '../../store/prompts/promptActions.ts';
import { PICTURES } from '../texts/pictures.ts';
import { PromptThumb } from './PromptThumb.tsx';
import { usePromptDrag } from './usePromptDrag.ts';
import { useUsable } from './useUsable.ts';
import './promptLists.css';

/** Pixels; a thumbnail fills its place up to the larger size. */
const LEAST = 44;
const MOST = 50;
const SPACE = 6;
const LAYOUT = {
  minItemSize: new Size(LEAST, LEAST),
  maxItemSize: new Size(MOST, MOST),
  minSpace: new Size(SPACE, SPACE),
  preserveAspectRatio: true,
};
/** Rows in sight before the list scrolls; five thumbnails fit a row of the usual width. */
const MOST_ROWS = 3;
/** Two lines of the hint, at any size of type. */
const EMPTY_HEIGHT = '2.7rem';

function heightOf(count: number): number | string {
  if (count === 0) return EMPTY_HEIGHT;
  return Math.min(MOST_ROWS, Math.ceil(count / 5)) * (MOST + SPACE) + 2 * SPACE;
}

export function PromptLists() {
  return SPLITS.map((split) => <PromptList key={split} split={split} />);
}

const PromptList = memo(function PromptList({ split }: { readonly split: Split }) {
  // Typing goes first: the lists follow when the page has time.
  const prompts = useDeferredValue(usePromptsOf(split));
  const selected = useSelectedOf(split);
  const usable = useUsable('pictures');
  const list = useRef<HTMLDivElement>(null);
  const hooks = usePromptDrag(split, !usable);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const help = split === 'train' ? PICTURES.trainHelp : PICTURES.heldOutHelp;
  return (
    <div
      className={`prompts ${split}`}
      onKeyDownCapture={(event) => {
        if (event.key === 'Delete' && usable && selected !== null) removePrompt(selected);
      }}
    >
      <h3>
        {PICTURES[split]} <small>{prompts.length}</small>
        <small className="help">{help}</small>
      </h3>
      <Virtualizer layout={GridLayout} layoutOptions={LAYOUT}>
        <GridList
          ref={list}
          layout="grid"
          aria-label={PICTURES.prompts[split]}
          items={prompts}
          style={{ height: heightOf(prompts.length) }}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={selected === null ? NONE : [selected]}
          onSelectionChange={(keys) => keys !== 'all' && [...keys].forEach((key) => selectPrompt(String(key)))}
          dragAndDropHooks={hooks}
          renderEmptyState={() => <span className="hint">{PICTURES.nothing[split]}</span>}
        >
          {thumbOf}
        </GridList>
      </Virtualizer>
    </div>
  );
});

const NONE: readonly string[] = [];
const thumbOf = (prompt: PromptDraft) => <PromptThumb prompt={prompt} />;
