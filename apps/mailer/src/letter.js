const isText = (value) => typeof value === 'string' && value !== '';

/** A header of a mail is one line. */
const isLine = (value) => isText(value) && !/[\r\n]/.test(value);

/** The letter that a message holds: JSON with `to`, `subject` and `text`. Throws with what is wrong, and never with what it says. */
export const letterOf = (content) => {
  let letter;
  try {
    letter = JSON.parse(content.toString());
  } catch {
    throw new TypeError('the message is not JSON');
  }
  const { to, subject, text } = letter ?? {};
  if (!isLine(to) || !/^[^\s@,]+@[^\s@,]+$/.test(to)) throw new TypeError('to: expected one mail address');
  if (!isLine(subject)) throw new TypeError('subject: expected one line of text');
  if (!isText(text)) throw new TypeError('text: expected text');
  return { to, subject, text };
};
