import { OPINION_KINDS, type OpinionKind } from '../../../core/feedback.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import type { TopicId } from '../../../core/types.ts';
import type { Feature, Press, Reply, RichReply } from '../../command.ts';
import { nameOf } from '../../rendering/judgement.ts';
import { toButton, toButtons, toMenu, toPanel } from '../../rendering/panel.ts';
import { isStoryId } from './story-option.ts';

/** What a person says of a story; who they are is known to the caller alone. */
export interface GivenOpinion {
  readonly storyId: string;
  readonly kind: OpinionKind;
  /** The topics that would be right, for `wrong-topic`. */
  readonly topics: readonly TopicId[];
}

export interface OpinionDeps {
  readonly subject: Subject;
  /** The topics of a story, strongest first; undefined for one that is kept no more. */
  readonly findTopics: (storyId: string) => Promise<readonly TopicId[] | undefined>;
  readonly saveOpinion: (userId: string, opinion: GivenOpinion) => Promise<void>;
  readonly takeBackOpinion: (userId: string, storyId: string) => Promise<void>;
}

/** Stands in the menu for "no topic fits". No topic's id looks like it. */
const NO_TOPIC = '-';

/** A story under the topics it carries, as somebody is asked about it. */
interface Asked {
  readonly storyId: string;
  readonly tagged: readonly TopicId[];
  readonly language: UiLanguage;
}

/**
 * The buttons by which people say what they make of a story. What they say is seen by them alone, counts once for each
 * story, and can be changed and taken back.
 */
export function opinions(deps: OpinionDeps): Feature {
  const saying = (kind: OpinionKind) => ({
    run: (press: Press) => answer(deps, { kind, storyId: press.id.subjectOf }, press),
  });
  return {
    commands: [],
    buttons: {
      useful: saying('useful'),
      irrelevant: saying('irrelevant'),
      'right-topic': saying('right-topic'),
      'wrong-topic': saying('wrong-topic'),
      opinion: { shownTo: 'same', run: (press) => answer(deps, toChange(press.id.subjectOf), press) },
      'right-topics': { shownTo: 'same', run: (press) => correct(deps, press) },
      'no-opinion': { shownTo: 'same', run: (press) => takeBack(deps, press) },
    },
  };
}

/** The buttons under a thank-you replace it, so they carry what is said besides the story: `useful.12`. */
function toChange(subjectOf: string): { readonly kind: OpinionKind | undefined; readonly storyId: string } {
  const [kind, storyId = ''] = subjectOf.split('.');
  return { kind: OPINION_KINDS.find((one) => one === kind), storyId };
}

async function answer(
  deps: OpinionDeps,
  { kind, storyId }: { readonly kind: OpinionKind | undefined; readonly storyId: string },
  { userId, language, mention }: Press,
): Promise<Reply> {
  const tagged = await findTagged(deps, storyId);
  if (tagged === undefined || kind === undefined) return gone(language, mention);
  const asked = { storyId, tagged, language };
  if (kind === 'wrong-topic') return askForTopics(deps, asked);
  await deps.saveOpinion(userId, { storyId, kind, topics: [] });
  return thank(deps, asked, { kind, topics: [] });
}

async function correct(deps: OpinionDeps, { userId, language, mention, id, values }: Press): Promise<Reply> {
  const storyId = id.subjectOf;
  const tagged = await findTagged(deps, storyId);
  if (tagged === undefined) return gone(language, mention);
  const topics = deps.subject.topics.map((topic) => topic.id).filter((topic) => values.includes(topic));
  await deps.saveOpinion(userId, { storyId, kind: 'wrong-topic', topics });
  return thank(deps, { storyId, tagged, language }, { kind: 'wrong-topic', topics });
}

async function takeBack(deps: OpinionDeps, { userId, language, id }: Press): Promise<Reply> {
  if (isStoryId(id.subjectOf)) await deps.takeBackOpinion(userId, id.subjectOf);
  return toPanel({ parts: [[say('feedback.taken-back', language)]] });
}

const findTagged = async (
  { findTopics }: OpinionDeps,
  storyId: string,
): Promise<readonly TopicId[] | undefined> => (isStoryId(storyId) ? await findTopics(storyId) : undefined);

const gone = (language: UiLanguage, mention: Press['mention']): RichReply =>
  toPanel({ parts: [[say('why.gone', language, { latest: mention('latest') })]] });

function askForTopics({ subject }: OpinionDeps, { storyId, tagged, language }: Asked): Reply {
  const options = subject.topics.map(({ id, name, emoji }) => ({
    label: `${emoji} ${name[language]}`,
    value: id,
    isChosen: tagged.includes(id),
  }));
  const none = { label: say('feedback.no-topic', language), value: NO_TOPIC };
  const question = say('feedback.which-topic', language);
  return toPanel({
    parts: [[`**${question}**`], [`-# ${say('feedback.private', language)}`]],
    rows: [
      toMenu({
        kind: 'right-topics',
        subjectOf: storyId,
        placeholder: question,
        options: [...options, none],
        most: options.length,
      }),
    ],
  });
}

function thank(
  { subject }: OpinionDeps,
  { storyId, tagged, language }: Asked,
  { kind, topics }: { readonly kind: OpinionKind; readonly topics: readonly TopicId[] },
): Reply {
  const names = (ids: readonly TopicId[]): string =>
    ids.length === 0
      ? say('feedback.no-topic', language)
      : ids.map((id) => nameOf(id, subject, language)).join(', ');
  const opinion = say(`opinion.${kind}`, language, { right: names(topics) });
  const change = (to: OpinionKind, label: string) =>
    to === kind && to !== 'wrong-topic' ? [] : [toButton('opinion', `${to}.${storyId}`, label)];
  return toPanel({
    parts: [
      [say('feedback.thanks', language, { topics: `**${names(tagged)}**`, opinion })],
      [`-# ${say('feedback.private', language)}`],
    ],
    rows: [
      toButtons([
        ...change('useful', say('feedback.useful', language)),
        ...change('irrelevant', say('feedback.irrelevant', language)),
        ...change('wrong-topic', say('feedback.wrong-topic', language)),
        toButton('no-opinion', storyId, say('feedback.take-back', language)),
      ]),
    ],
  });
}
