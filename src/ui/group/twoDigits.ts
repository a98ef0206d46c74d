// What: a number with two digits, never a negative zero.
export const twoDigits = (value: number) => value.toFixed(2).replace(/^-(0\.00)$/, '$1');
