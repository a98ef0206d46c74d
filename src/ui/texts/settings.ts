// What: texts of the settings.

export const SETTINGS = {
  settings: 'Settings',
  find: 'Find a setting',
  changed: 'changed',
  resetKnob: (name: string) => `Back to default: ${name}`,
  locked: 'A change of this setting starts the run anew: pause first.',
  unit: (unit: string) => (unit ? `Unit: ${unit}. ` : ''),
  default: (value: string) => `Default: ${value || 'none'}. `,
  source: (source: string) => `Source: ${source}.`,
} as const;
