import { fold } from '../text/characters.ts';
import type { ReportedArticle } from '../stories/story.ts';
import { agencyOf, sharedText } from '../facts/wire.ts';

/** Half of the word sequences in common: a copy with another headline. Own reports of one event share under a tenth. */
const COPY_SHARE = 0.5;

/**
 * Groups a story's articles into independent voices: what one owner's outlets print is one voice, and so are an
 * agency's report and all its copies, credited or not. Voices and their articles come in the order of the articles.
 */
export function listVoices<Article extends ReportedArticle>(
  articles: readonly Article[],
): readonly (readonly Article[])[] {
  const voices: Article[][] = [];
  for (const article of articles) {
    const same = voices.filter((voice) => voice.some((other) => isOneVoice(article, other)));
    const [first, ...others] = same;
    if (first === undefined) {
      voices.push([article]);
      continue;
    }
    first.push(...others.flat(), article);
    for (const other of others) voices.splice(voices.indexOf(other), 1);
  }
  return voices;
}

function isOneVoice(a: ReportedArticle, b: ReportedArticle): boolean {
  if (ownerOf(a) === ownerOf(b)) return true;
  const agency = agencyBehind(a);
  if (agency !== undefined && agency === agencyBehind(b)) return true;
  return sharedText(a.fingerprint.shingles, b.fingerprint.shingles) >= COPY_SHARE;
}

const ownerOf = ({ outlet }: ReportedArticle): string => fold(outlet.group ?? outlet.name);
const agencyBehind = ({ outlet, fingerprint }: ReportedArticle): string | undefined =>
  fingerprint.wire ?? agencyOf(outlet.name);

/** Who tells a story on their own account, and who only carries what another tells. */
export interface VoiceTally {
  /** One outlet for each voice, in the order in which they told it. */
  readonly independent: readonly string[];
  /** The other outlets: each with the one whose words or owner it shares, and the agency if one is credited. */
  readonly copies: readonly { readonly outlet: string; readonly of: string; readonly agency?: string }[];
}

/** Tells independent outlets from those that repeat a wire report or belong to an owner who is counted. */
export function tallyVoices(articles: readonly ReportedArticle[]): VoiceTally {
  const voices = listVoices(articles).map((voice) => ({ voice, origin: originOf(voice) }));
  const independent = voices.flatMap(({ origin }) => origin?.outlet.name ?? []);
  const copies = voices.flatMap(({ voice, origin }) =>
    voice
      .filter(({ outlet }, index) => voice.findIndex((one) => one.outlet.name === outlet.name) === index)
      .filter(({ outlet }) => origin !== undefined && outlet.name !== origin.outlet.name)
      .map((article) => toCopy(article, origin?.outlet.name ?? '')),
  );
  return { independent, copies };
}

/** The agency itself where it reports, else the outlet that was first. */
const originOf = (voice: readonly ReportedArticle[]): ReportedArticle | undefined =>
  voice.find(({ outlet }) => outlet.kind === 'wire' || agencyOf(outlet.name) !== undefined) ?? voice[0];

function toCopy(article: ReportedArticle, origin: string): VoiceTally['copies'][number] {
  const agency = agencyBehind(article);
  return { outlet: article.outlet.name, of: origin, ...(agency === undefined ? {} : { agency }) };
}
