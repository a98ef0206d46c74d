// What: texts about pictures that come in: files that cannot be used, the camera, made scenes.

export const PICTURE_TEXTS = {
  tooLarge: (name: string) => `“${name}” could not be opened in the memory there is. Make it smaller and try again.`,
  empty: (name: string) => `“${name}” is empty; choose a PNG, JPEG, WebP or GIF file.`,
  otherKind: (name: string) => `“${name}” is not a picture; choose a PNG, JPEG, WebP or GIF file.`,
  damagedSvg: (name: string) => `“${name}” is a damaged SVG file; save it again as PNG.`,
  notShown: (name: string) => `“${name}” could not be opened as a picture; choose a PNG, JPEG, WebP or GIF file.`,
  locked: 'The link that opened this page allows no other pictures or files here.',
  folderUnread: (why: string) => `The folder could not be read (${why}).`,
  folderTooLarge: (most: number) => `more than ${most} files; drop a smaller one`,

  /** By the name of the browser's error. */
  camera: {
    NotAllowedError: 'The camera was refused. Allow it in the address bar of the browser and try again.',
    NotFoundError: 'There is no camera here. Choose a file instead.',
    NotReadableError: 'Another program is using the camera. Close it there and try again.',
    OverconstrainedError: 'This camera cannot do what was asked of it. Choose a file instead.',
  } as Readonly<Record<string, string>>,
  noCamera: 'This browser gives no camera to this page (it needs https). Choose a file instead.',
  noPictureYet: 'The camera gives no picture yet; wait a moment and try again.',
  photo: (number: number) => `camera ${number}.jpg`,

  noScenes: 'There is no such maker of scenes; choose another.',
  noSkill: (skill: string) => `No maker of scenes here knows the skill “${skill}”; choose pictures of your own.`,
  scenesAmiss: 'The maker of scenes gave another answer.',
  scenesStopped: 'The maker of scenes stopped; ask for fewer and try again.',
} as const;
