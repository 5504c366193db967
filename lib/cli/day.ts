import { InvalidArgumentError } from 'commander';

/** Takes a day that is in the calendar, such as `2027-03-31`. */
export const dayText = (text: string): string => {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text))
    return text;
  throw new InvalidArgumentError('expected a day such as 2027-03-31.');
};
