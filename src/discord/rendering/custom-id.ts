/** The version of the layout below. An id of another version belongs to a message from another time. */
const VERSION = '1';
const SEPARATOR = ':';

/** What a button, a menu or a form stands for. It is kept in the message itself, so that it outlives every restart. */
export interface CustomId {
  /** Which answer it asks for: lower-case words and dashes. */
  readonly kind: string;
  /** What it is about, a story's id for example; otherwise empty. Never holds the separator, a colon. */
  readonly subjectOf: string;
  /** The delivery that posted the message; empty in a reply. */
  readonly marker: string;
}

/** Writes an id: `kind:version:subject:marker`, at most 100 characters. */
export function toCustomId({ kind, subjectOf, marker }: CustomId): string {
  return [kind, VERSION, subjectOf, marker].join(SEPARATOR);
}

/** Reads an id; undefined when it is of another version or none of ours. */
export function fromCustomId(text: string): CustomId | undefined {
  const [kind, version, subjectOf, marker, ...rest] = text.split(SEPARATOR);
  if (version !== VERSION || subjectOf === undefined || marker === undefined || rest.length > 0)
    return undefined;
  return kind === undefined || kind === '' ? undefined : { kind, subjectOf, marker };
}
