import type { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Json, JsonObject } from '../json.ts';

/** Returns what the schema reads from a body, or throws 50035 with the path of everything that is wrong. */
export function parseForm<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  throw new ApiError(50035, toFormErrors(result.error.issues));
}

interface Complaint {
  readonly code: string;
  readonly message: string;
}

interface ErrorTree {
  readonly complaints: Complaint[];
  readonly children: Map<string, ErrorTree>;
}

/** Nests issues by their path as Discord does: `{ embeds: { 0: { title: { _errors: [...] } } } }`. */
export function toFormErrors(issues: readonly z.core.$ZodIssue[]): JsonObject {
  const root = emptyTree();
  for (const issue of issues) {
    const leaf = issue.path.reduce<ErrorTree>((tree, key) => childOf(tree, String(key)), root);
    leaf.complaints.push(toComplaint(issue));
  }
  return toJson(root);
}

const emptyTree = (): ErrorTree => ({ complaints: [], children: new Map() });

function childOf(tree: ErrorTree, key: string): ErrorTree {
  const child = tree.children.get(key) ?? emptyTree();
  tree.children.set(key, child);
  return child;
}

function toJson(tree: ErrorTree): JsonObject {
  if (tree.complaints.length > 0) {
    return { _errors: tree.complaints.map(({ code, message }): Json => ({ code, message })) };
  }
  return Object.fromEntries([...tree.children].map(([key, child]) => [key, toJson(child)]));
}

function toComplaint(issue: z.core.$ZodIssue): Complaint {
  if (issue.code === 'too_big' || issue.code === 'too_small') return toSizeComplaint(issue);
  if (issue.code === 'custom') return { code: String(issue.params?.['code']), message: issue.message };
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  }
  const isChoice = issue.code === 'invalid_value' || issue.code === 'invalid_union';
  return { code: isChoice ? 'BASE_TYPE_CHOICES' : 'BASE_TYPE_INVALID', message: issue.message };
}

function toSizeComplaint(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): Complaint {
  const isNumber = issue.origin === 'number' || issue.origin === 'int';
  if (issue.code === 'too_big') {
    return isNumber
      ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
      : { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
  }
  return isNumber
    ? { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
    : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
}
