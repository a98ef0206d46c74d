// What: what a prompt is about, by its id, as makers of scenes name them: `find/12` → `find`.
export const domainOf = (id: string): string => id.replace(/[\s/_-]*\d+$/, '');
