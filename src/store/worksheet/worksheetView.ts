// What: how a worksheet is shown: with the answers or without, and where it goes back to.
import { create } from 'zustand';
import { goTo } from '../view.ts';
import type { OtherPage } from '../view.ts';

interface WorksheetView {
  readonly answers: boolean;
  /** null = the workbench. */
  readonly back: OtherPage | null;
}

export const useWorksheet = create<WorksheetView>()(() => ({ answers: false, back: null }));

export function openWorksheet(id: string, view: WorksheetView): void {
  useWorksheet.setState(view);
  goTo({ id: 'worksheet', of: id });
}

export const showAnswers = (answers: boolean) => useWorksheet.setState({ answers });
export const leaveWorksheet = () => goTo(useWorksheet.getState().back);
