// What: which panels and controls a link hides or locks (a teacher's choice), by stable ids. Names of settings are ids too,
// those of the knobs of uses (`masked.p`) as well.
// A hidden control is not drawn; a locked one is drawn but cannot be used. Both only arrange the page: they keep no secret.
import { create } from 'zustand';
import { KNOBS } from '../config/knobTable.ts';
import type { CONTROLS } from './texts/controls.ts';

export type ControlId = keyof typeof CONTROLS;

export interface Access {
  readonly hidden: readonly string[];
  readonly locked: readonly string[];
}

export const OPEN_ACCESS: Access = { hidden: [], locked: [] };

export const useAccess = create<Access>()(() => OPEN_ACCESS);
export const setAccess = (access: Access) => useAccess.setState(access);

/** A setting follows the panel of all settings, where that one is named. */
const named = (list: readonly string[], id: string) =>
  list.includes(id) || ((KNOBS.has(id) || id.includes('.')) && list.includes('settings'));

export const isShown = (id: string, { hidden }: Access = useAccess.getState()) => !hidden.includes(id);
export const isLocked = (id: string, { locked }: Access = useAccess.getState()) => named(locked, id);

/** For components: `if (!useShown('curves')) return null`. */
export const useShown = (id: string): boolean => useAccess((access) => isShown(id, access));
/** For components: `isDisabled={useLocked('reset')}`. */
export const useLocked = (id: string): boolean => useAccess((access) => isLocked(id, access));

const MAX_IDS = 100;
const ID = /^[A-Za-z][\w.-]{0,59}$/;

/** A list as a link writes it: ids with commas. What cannot be an id is left out; an id of a newer page does no harm. */
export const idsOf = (text: string): readonly string[] =>
  [...new Set(text.split(',').map((id) => id.trim()))].filter((id) => ID.test(id)).slice(0, MAX_IDS);
