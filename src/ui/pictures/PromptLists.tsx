// What: training and held-out prompts as two lists of thumbnails. Prompts are dragged (by mouse, touch or keyboard) within
// a list and between the two. Only the thumbnails in sight are drawn, so hundreds stay quick.
import { useEffect, useRef } from 'react';
import { GridLayout, GridList, Size, Virtualizer } from 'react-aria-components';
import type { Split } from '../../store/promptDraft.ts';
import { SPLITS } from '../../store/promptDraft.ts';
import { removePrompt, selectPrompt } from '../../store/promptActions.ts';
import { useStore } from '../../store/store.ts';
import { PICTURES } from '../texts/pictures.ts';
import { PromptThumb } from './PromptThumb.tsx';
import { usePromptDrag } from './usePromptDrag.ts';

const SIDE = 50;
const LAYOUT = {
  minItemSize: new Size(46, 46),
  maxItemSize: new Size(64, 64),
  minSpace: new Size(6, 6),
  preserveAspectRatio: true,
};
/** Rows in sight before the list scrolls; about five thumbnails fit a row. */
const MOST_ROWS = 3;
const rowsOf = (count: number) => Math.min(MOST_ROWS, Math.max(1, Math.ceil(count / 4)));

export function PromptLists() {
  return SPLITS.map((split) => <PromptList key={split} split={split} />);
}

function PromptList({ split }: { readonly split: Split }) {
  const all = useStore((state) => state.prompts);
  const selected = useStore((state) => state.selectedPrompt);
  const list = useRef<HTMLDivElement>(null);
  const prompts = all.filter((prompt) => prompt.split === split);
  const hooks = usePromptDrag(split);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const help = split === 'train' ? PICTURES.trainHelp : PICTURES.heldOutHelp;
  return (
    <div
      className={`prompts ${split}`}
      onKeyDown={(event) => {
        if (event.key === 'Delete' && selected !== null) removePrompt(selected);
      }}
    >
      <h3>
        {PICTURES[split]} <small>{PICTURES.count(prompts.length)}</small>
      </h3>
      <p className="hint">{help}</p>
      <Virtualizer layout={GridLayout} layoutOptions={LAYOUT}>
        <GridList
          ref={list}
          layout="grid"
          aria-label={PICTURES.prompts[split]}
          items={prompts}
          style={{ height: rowsOf(prompts.length) * (SIDE + 10) }}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={selected === null ? [] : [selected]}
          onSelectionChange={(keys) => keys !== 'all' && [...keys].forEach((key) => selectPrompt(String(key)))}
          dragAndDropHooks={hooks}
          renderEmptyState={() => <span className="hint">{PICTURES.nothing[split]}</span>}
        >
          {(prompt) => <PromptThumb prompt={prompt} />}
        </GridList>
      </Virtualizer>
    </div>
  );
}
