/** The version of the layout below. An id of another version belongs to a message from another time. */
const VERSION = '1';
const SEPARATOR = ':';

/** What a button stands for. It is kept in the message itself, so that buttons outlive every restart. */
export interface CustomId {
  readonly kind: 'why' | 'latest';
  /** The story, where the button is about one; otherwise empty. */
  readonly subjectOf: string;
  /** The delivery that posted the message. */
  readonly marker: string;
}

/** Writes a button's id: `kind:version:subject:marker`, at most 100 characters. */
export function toCustomId({ kind, subjectOf, marker }: CustomId): string {
  return [kind, VERSION, subjectOf, marker].join(SEPARATOR);
}

/** Reads a button's id; undefined when it is of another version or none of ours. */
export function fromCustomId(text: string): CustomId | undefined {
  const [kind, version, subjectOf, marker, ...rest] = text.split(SEPARATOR);
  if (version !== VERSION || subjectOf === undefined || marker === undefined || rest.length > 0)
    return undefined;
  return kind === 'why' || kind === 'latest' ? { kind, subjectOf, marker } : undefined;
}
