// What: texts around the glossary; the words themselves are in src/glossary/terms.ts.

export const GLOSSARY = {
  title: 'Glossary',
  intro: 'The words of this page, each in a sentence. “Show” goes to the place where it is seen.',
  show: 'Show',
  showOf: (name: string) => `Show on the page: ${name}`,
  about: (name: string) => `What is meant by: ${name}`,
  all: 'All words',
  notYet: (name: string) => `“${name}” is seen on the page as soon as a run has made its first step.`,
  unknown: 'This word is not in the glossary.',
} as const;
