// What: which settings are shown: those that fit the search, are changed, or belong to a first lesson; lists of uses with the
// cards and the knobs in them.
import { blockFacts, blockNames } from '../../config/blockFacts.ts';
import { AXES } from '../../config/config.ts';
import type { AxisName, Config } from '../../config/config.ts';
import type { BlockUse } from '../../config/knob.ts';
import type { KnobEntry } from '../../config/knobTable.ts';
import { leavesOf, usesIn } from '../../config/leaves.ts';
import type { LeafEntry } from '../../config/leaves.ts';
import { nameOf } from '../../config/readUses.ts';
import { usesText } from '../../config/setLeaf.ts';
import { isShown } from '../../store/access.ts';
import type { Access } from '../../store/access.ts';
import { SETTINGS } from '../texts/settings.ts';

export interface Wish {
  /** Words, all of which must be there. */
  readonly wanted: string;
  readonly onlyChanged: boolean;
  readonly expert: boolean;
  /** Names of settings that differ from the recipe. */
  readonly changed: ReadonlySet<string>;
  readonly access: Access;
}

export interface FoundCard {
  readonly use: BlockUse;
  readonly knobs: readonly LeafEntry[];
}

export interface FoundItem {
  readonly entry: LeafEntry;
  /** Of a list of uses. */
  readonly cards: readonly FoundCard[];
}

function fits(wanted: string, ...texts: readonly string[]): boolean {
  const all = texts.join(' ').toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const entryText = ({ axis, name, knob }: KnobEntry) =>
  `${SETTINGS.axes[axis]} ${axis} ${name} ${knob.doc} ${knob.source}`;

function blockText(entry: KnobEntry, block: string): string {
  const { doc = '', formula = '', source = '' } = blockFacts(entry.knob.axis!, block) ?? {};
  return `${block} ${doc} ${formula} ${source}`;
}

/** The list itself, or one of the blocks that could be added to it. */
const listFits = (entry: KnobEntry, wanted: string) =>
  fits(wanted, entryText(entry)) ||
  blockNames(entry.knob.axis!).some((block) => fits(wanted, entryText(entry), blockText(entry, block)));

/** What a recipe sets is seen without looking for it; what every run has is not. */
const isSpecial = (config: Config, entry: KnobEntry) =>
  usesText(usesIn(config, entry)) !== usesText(entry.knob.default as readonly BlockUse[]);

function foundList(config: Config, entry: LeafEntry, knobs: readonly LeafEntry[], wish: Wish): FoundItem | null {
  const { wanted, onlyChanged, expert, changed } = wish;
  const isChanged = changed.has(entry.name);
  const whole = wanted === '' || fits(wanted, entryText(entry));
  const cards = usesIn(config, entry).flatMap((use): FoundCard[] => {
    const as = nameOf(use);
    const own = knobs.filter(({ use: place }) => place?.as === as);
    const block = whole || fits(wanted, entryText(entry), as, blockText(entry, use.block));
    const shown = own.filter((one) => {
      if (onlyChanged && !changed.has(one.name)) return false;
      if (!block && !fits(wanted, entryText(entry), as, blockText(entry, use.block), entryText(one))) return false;
      return expert || wanted !== '' || one.knob.plain || changed.has(one.name) || entry.knob.axis !== 'reward';
    });
    const wantedHere = onlyChanged ? isChanged || shown.length > 0 : block || shown.length > 0;
    return wantedHere ? [{ use, knobs: shown }] : [];
  });
  const moved = isChanged || knobs.some(({ name }) => changed.has(name));
  if (onlyChanged && !moved) return null;
  if (wanted !== '' && cards.length === 0 && !listFits(entry, wanted)) return null;
  const shown = expert || wanted !== '' || entry.knob.plain || moved || isSpecial(config, entry);
  return shown ? { entry, cards } : null;
}

/** By axis, in the order of the pipeline. A search looks through all of them; a changed one is never out of sight. */
export function foundIn(config: Config, wish: Wish): readonly (readonly [AxisName, readonly FoundItem[]])[] {
  const { wanted, onlyChanged, expert, changed, access } = wish;
  const leaves = [...leavesOf(config).values()].filter(({ name }) => isShown(name, access));
  const items = leaves.flatMap((entry): FoundItem[] => {
    if (entry.use) return [];
    if (entry.knob.kind === 'blocks') {
      const knobs = leaves.filter(({ use }) => use?.leaf === entry.name);
      const found = foundList(config, entry, knobs, wish);
      return found ? [found] : [];
    }
    const all = fits(wanted, entryText(entry)) && (!onlyChanged || changed.has(entry.name));
    const shown = all && (expert || wanted !== '' || entry.knob.plain || changed.has(entry.name));
    return shown ? [{ entry, cards: [] }] : [];
  });
  return (Object.keys(AXES) as AxisName[])
    .map((axis) => [axis, items.filter(({ entry }) => entry.axis === axis)] as const)
    .filter(([, own]) => own.length > 0);
}
