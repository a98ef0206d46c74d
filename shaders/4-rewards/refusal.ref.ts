// What: twin of refusal.wgsl.
export const saysNo = (text: string): boolean => /unknown|no|none/i.test(text);
export const saysUnknown = (text: string): boolean => /unknown/i.test(text);
export const saysCannotTell = (text: string): boolean => /cannot tell/i.test(text);
