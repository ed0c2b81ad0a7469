import { fold } from '../text/characters.ts';
import type { ReportedArticle } from '../stories/story.ts';
import { agencyOf, sharedText } from '../facts/wire.ts';

/** Half of the word sequences in common: a copy with another headline. Own reports of one event share under a tenth. */
const COPY_SHARE = 0.5;

/**
 * Groups a story's articles into independent voices: what one owner's outlets print is one voice, and so are an
 * agency's report and all its copies, credited or not. Voices and their articles come in the order of the articles.
 */
export function listVoices(articles: readonly ReportedArticle[]): readonly (readonly ReportedArticle[])[] {
  const voices: ReportedArticle[][] = [];
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
