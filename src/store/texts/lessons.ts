// What: what the store says about lessons.

export const LESSON_TEXTS = {
  unknown: (id: string) => `There is no lesson '${id}'. The panel Lessons has all of them.`,
  noSample: (name: string) =>
    `The sample picture '${name}' of this lesson could not be fetched; open the page again when it is reachable.`,
  noSkill: (skill: string) => `There is no scene generator for the skill '${skill}' of this lesson.`,
  notReady: 'The model could not be loaded, and this step has no recorded run. Try again, or leave the lesson.',
  runName: (title: string) => `Lesson: ${title}`,
} as const;
