import { shellWord } from './shell.js';

/** A text as one word of the shell in a recipe of make. Throws when it has a line break, which no recipe can hold. */
export const recipeWord = (text: string): string => {
  if (/[\n\r\0]/.test(text))
    throw new Error(`a recipe of make cannot hold ${JSON.stringify(text)}: it has a line break`);
  return shellWord(text).replaceAll('$', '$$$$');
};
