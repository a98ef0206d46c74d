// What: which lesson is on. Small, because the page asks for it before a lesson was ever opened.
import { create } from 'zustand';

export const useCurrentLesson = create<{ readonly id: string | null }>()(() => ({ id: null }));
