import { fieldsAt, isFields, listAt, textAt, textsAt } from './values.js';

/** The labels of an object or a pod. */
export type Labels = Readonly<Record<string, unknown>>;

/** Whether every wanted label is there with its value; an empty want is met by anything. */
export const hasLabels = (labels: Labels, wanted: Labels): boolean =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Whether a Kubernetes LabelSelector (`matchLabels`, `matchExpressions`) selects the labels; an empty one selects all, none selects nothing. */
export const selects = (selector: unknown, labels: Labels): boolean =>
  isFields(selector) &&
  hasLabels(labels, fieldsAt(selector, 'matchLabels')) &&
  listAt(selector, 'matchExpressions').every((expression) => meets(expression, labels));

function meets(expression: unknown, labels: Labels): boolean {
  const value = labels[textAt(expression, 'key') ?? ''];
  const listed = typeof value === 'string' && textsAt(expression, 'values').includes(value);
  switch (textAt(expression, 'operator')) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
