// What: texts about incoming pictures: files that cannot be used, the camera, generated scenes.

export const PICTURE_TEXTS = {
  tooLarge: (name: string) => `There is not enough memory to open “${name}”. Make it smaller and try again.`,
  empty: (name: string) => `“${name}” is empty; choose a PNG, JPEG, WebP or GIF file.`,
  otherKind: (name: string) => `“${name}” is not a picture; choose a PNG, JPEG, WebP or GIF file.`,
  damagedSvg: (name: string) => `“${name}” is a damaged SVG file; save it again as PNG.`,
  svgOutside: (name: string, address: string) =>
    `“${name}” shows a picture that is not in the file (${address.slice(0, 60)}); save it as PNG.`,
  notShown: (name: string) => `“${name}” could not be opened as a picture; choose a PNG, JPEG, WebP or GIF file.`,
  moreRefused: (sentences: number) =>
    `${sentences.toLocaleString('en')} more parts of the files cannot be used, for reasons like these.`,
  locked: 'The link that opened this page does not allow other pictures or files.',
  folderUnread: (why: string) => `The folder could not be read (${why}).`,
  folderTooLarge: (most: number) => `more than ${most} files; drop a smaller one`,

  /** By the name of the browser's error. */
  camera: {
    AbortError: 'The camera could not be started. Close other programs that use it and try again.',
    SecurityError: 'This browser does not allow cameras on this page. Choose a file instead.',
    NotAllowedError: 'Access to the camera was denied. Allow it in the browser’s address bar and try again.',
    NotFoundError: 'No camera was found. Choose a file instead.',
    NotReadableError: 'Another program is using the camera. Close it there and try again.',
    OverconstrainedError: 'This camera does not support the requested mode. Choose a file instead.',
  } as Readonly<Record<string, string>>,
  cameraStopped: (why: string) => `The camera could not be started (${why}). Choose a file instead.`,
  cameraGone: 'The camera was disconnected. Connect it and press “Try again”, or choose a file instead.',
  noCamera: 'This browser does not let this page use a camera (it needs https). Choose a file instead.',
  noPictureYet: 'The camera is not ready yet; wait a moment and try again.',
  photo: (number: number) => `camera ${number}.jpg`,

  noScenes: 'There is no such scene generator; choose another.',
  noSkill: (skill: string) => `No scene generator here knows the skill “${skill}”; choose pictures of your own.`,
  scenesAmiss: 'The scene generator sent an unexpected reply.',
  scenesStopped: 'The scene generator stopped; ask for fewer scenes and try again.',
} as const;
