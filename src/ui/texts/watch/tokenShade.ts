// What: words of the panel "tokenShade".
import { shortNumber } from '../../shortNumber.ts';

export const TOKEN_SHADE = {
  minus: (signal: string, other: string) => `${signal} − ${other}`,
  legend: (name: string) => `Tokens shaded by ${name}`,
  leftOut: 'struck through: left out of the loss',
  kept: (kept: number, of: number) => `${kept} of ${of} tokens are kept`,
  sum: (value: number) => `sum ${shortNumber(value)}`,
  largest: (tokens: string) => `largest: ${tokens}`,
  token: (text: string, value: number) => `“${text.trim() || '␣'}” ${shortNumber(value)}`,
  worth: (text: string, name: string, value: string) => `${text.trim() || '␣'}: ${name} ${value}`,
} as const;
