import {
  ApplicationCommandOptionType,
  type APIApplicationCommandIntegerOption,
  type APIApplicationCommandStringOption,
} from 'discord.js';
import { sayError } from '../../../core/messages/errors.ts';
import type { StoryView } from '../../../core/messages/message.ts';
import { say } from '../../../core/messages/phrases.ts';
import { conditionOf, type Status } from '../../../core/status.ts';
import type { Subject, UiLanguage } from '../../../core/subject.ts';
import type { TopicId } from '../../../core/types.ts';
import type { Caller, Command, Feature, Press, Reply } from '../../command.ts';
import { nameOf } from '../../rendering/judgement.ts';
import { toButton, toButtons, toPanel } from '../../rendering/panel.ts';
import { storyLines, storyMenu } from '../../rendering/story-list.ts';
import { toTime } from '../../rendering/words.ts';
import { toChoice, worded } from '../../rendering/localised.ts';
import { findHere } from '../here.ts';
import { EVERYWHERE } from '../offered.ts';

const DEFAULT_COUNT = 5;
const MAX_COUNT = 10;
const STALE_MS = 2 * 3_600_000;

export interface LatestDeps {
  readonly subject: Subject;
  readonly now: () => Date;
  readonly findStatus: () => Promise<Status>;
  /** The language in which a channel is sent messages; undefined where nothing is sent. */
  readonly findLanguageAt: (address: string) => Promise<UiLanguage | undefined>;
  readonly listLatest: (wanted: {
    readonly language: UiLanguage;
    readonly limit: number;
    readonly topicId?: TopicId;
  }) => Promise<readonly StoryView[]>;
}

/** What was asked for; a button carries it as `oil.5`. */
interface Wanted {
  readonly topicId?: TopicId;
  readonly count: number;
}

/** `/latest`, the button that stands for it, and the one that shows its answer to everyone. */
export const latestStories = (deps: LatestDeps): Feature => ({
  commands: [latest(deps)],
  buttons: {
    latest: { run: (press) => list(deps, fromSubjectOf(deps.subject, press), press, press.maySpeak) },
    'show-latest': { shownTo: 'everyone', run: (press) => showEveryone(deps, press) },
  },
});

/** `/latest [topic] [count]` shows the newest stories; its topics are the subject's. */
const latest = (deps: LatestDeps): Command => ({
  definition: {
    ...worded(
      { en: 'latest', es: 'ultimas', pt: 'ultimas' },
      { en: 'The latest stories', es: 'Las últimas historias', pt: 'As últimas histórias' },
    ),
    ...EVERYWHERE,
    options: [topicOption(deps.subject), COUNT_OPTION],
  },
  run(call) {
    const { topic, count } = call.options;
    const wanted = {
      count: typeof count === 'number' ? Math.min(Math.max(1, count), MAX_COUNT) : DEFAULT_COUNT,
      ...(typeof topic === 'string' && isTopic(deps.subject, topic) ? { topicId: topic } : {}),
    };
    return list(deps, wanted, call, call.maySpeak);
  },
});

const topicOption = ({ topics }: Subject): APIApplicationCommandStringOption => ({
  type: ApplicationCommandOptionType.String,
  ...worded(
    { en: 'topic', es: 'tema', pt: 'tema' },
    {
      en: 'Only stories of this topic',
      es: 'Solo historias de este tema',
      pt: 'Só histórias deste tema',
    },
  ),
  choices: topics.map(({ id, name }) => toChoice(id, name)),
});

const COUNT_OPTION: APIApplicationCommandIntegerOption = {
  type: ApplicationCommandOptionType.Integer,
  ...worded({ en: 'count', es: 'cuantas', pt: 'quantas' }, { en: 'How many', es: 'Cuántas', pt: 'Quantas' }),
  min_value: 1,
  max_value: MAX_COUNT,
};

const isTopic = ({ topics }: Subject, id: string): boolean => topics.some((topic) => topic.id === id);

/** A button without a count stands under a message from before, and means the usual. */
function fromSubjectOf(subject: Subject, { id }: Press): Wanted {
  const [topicId = '', count] = id.subjectOf.split('.');
  const parsed = Number(count ?? DEFAULT_COUNT);
  return {
    count: Number.isInteger(parsed) && parsed >= 1 && parsed <= MAX_COUNT ? parsed : DEFAULT_COUNT,
    ...(isTopic(subject, topicId) ? { topicId } : {}),
  };
}

/** Shows the newest stories in the language of those who are here. Whether the person still may is asked anew. */
async function showEveryone(deps: LatestDeps, press: Press): Promise<Reply> {
  if (!press.maySpeak) return say('show-everyone.not-here', press.language);
  const language = (await findHere(press, deps.findLanguageAt)) ?? press.serverLanguage ?? press.language;
  return list(deps, fromSubjectOf(deps.subject, press), { language }, false);
}

async function list(
  deps: LatestDeps,
  { topicId, count }: Wanted,
  { language }: Pick<Caller, 'language'>,
  mayShow: boolean,
): Promise<Reply> {
  const { subject, now, listLatest } = deps;
  const ofTopic = topicId === undefined ? {} : { topicId };
  const stories = await listLatest({ language, limit: count, ...ofTopic });
  const title =
    topicId === undefined
      ? say('latest.title', language)
      : say('latest.of-topic', language, { topic: nameOf(topicId, subject, language) });
  const lines = stories.length === 0 ? [say('latest.none', language)] : storyLines(stories, language);
  const warning = await warnOf(deps, stories, language);
  const show = toButton('show-latest', `${topicId ?? ''}.${String(count)}`, say('show-everyone', language));
  return toPanel({
    parts: [warning, [`### ${title}`, ...lines]],
    rows: [storyMenu(stories, language, now()), toButtons(mayShow && stories.length > 0 ? [show] : [])],
  });
}

/** News that is hours old may be all there is, or all that could be read: then it is said since when. */
async function warnOf(
  { now, findStatus }: LatestDeps,
  [newest]: readonly StoryView[],
  language: UiLanguage,
): Promise<string[]> {
  if (newest !== undefined && now().getTime() - newest.firstSeen.getTime() < STALE_MS) return [];
  const found = await findStatus();
  if (conditionOf(found) !== 'delayed') return [];
  const since = found.feeds.down.map((down) => down.since.getTime());
  const time = since.length === 0 ? '?' : toTime(new Date(Math.max(...since)));
  return [`⚠️ ${sayError('feeds-down', language, { time })}`];
}
