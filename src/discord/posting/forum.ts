import { DiscordAPIError, Routes } from 'discord.js';
import { z } from 'zod';
import { sayTitle } from '../../core/digest/words.ts';
import type { Destination } from '../../core/destination.ts';
import type { FindOutcome, SendOutcome, ShownMessage } from '../../core/messages/message.ts';
import type { TopicTag } from '../../core/messages/topic-tag.ts';
import { say } from '../../core/messages/phrases.ts';
import { UI_LANGUAGES } from '../../core/subject.ts';
import { fold } from '../../core/text/characters.ts';
import type { DiscordMessage } from '../rendering/discord-message.ts';
import { hasMarker, idSince, unreadable } from './history.ts';
import { attempt, idOf, type Line } from './send.ts';
import { threadName } from './threads.ts';

/** A story is open for two days at least: its post must not fall asleep meanwhile. */
const ARCHIVE_MINUTES = 4_320;
const MAX_TAGS = 5;
const TAG_REQUIRED = 40_067;
/** Discord's codes: there is no such channel; no such message. */
const GONE: ReadonlySet<unknown> = new Set([10_003, 10_008]);

const tagSchema = z.object({ id: z.string(), name: z.string() });
const forumSchema = z.object({
  guild_id: z.string().default(''),
  available_tags: z.array(tagSchema).default([]),
});
const threadSchema = z.object({ id: z.string(), parent_id: z.string().nullish() });
type Thread = z.output<typeof threadSchema>;
const postSchema = threadSchema.extend({
  name: z.string().default(''),
  applied_tags: z.array(z.string()).default([]),
});
const threadsSchema = z.object({ threads: z.array(threadSchema) });
const messageSchema = z.object({ id: z.string(), components: z.unknown() });

/** Posts a message as a post of its own, tagged with its topics; the post's id is also its first message's. */
export async function createPost(
  line: Line,
  { address, language }: Pick<Destination, 'address' | 'language'>,
  { message, rendered }: { readonly message: ShownMessage; readonly rendered: DiscordMessage },
): Promise<SendOutcome> {
  const { files, ...body } = rendered;
  const topics = 'story' in message ? message.story.topics : [];
  const outcome = await attempt(async () => {
    const forum = forumSchema.parse(await get(line, Routes.channel(address)));
    const isStory = 'story' in message;
    const tags = chooseTags(forum.available_tags, topics, isStory);
    const answer = await line.rest.post(Routes.threads(address), {
      body: {
        name: threadName(titleOf(message)),
        auto_archive_duration: ARCHIVE_MINUTES,
        ...(tags.length === 0 ? {} : { applied_tags: tags }),
        message: body,
      },
      ...(files === undefined ? {} : { files }),
      signal: AbortSignal.any([line.signal]),
    });
    const id = idOf(answer);
    return { kind: 'sent', messageId: id, channelId: id };
  });
  return outcome.kind === 'refused' && outcome.reason.includes(String(TAG_REQUIRED))
    ? withoutTag(topics, language)
    : outcome;
}

/** Nothing can be posted before somebody adds a tag. */
const withoutTag = (topics: readonly TopicTag[], language: Destination['language']): SendOutcome => ({
  kind: 'closed',
  code: 'tag-needed',
  reason: `the forum demands a tag and none fits; it needs a tag named ${topics
    .map(({ name }) => `“${name}”`)
    .concat(topics.length === 0 ? [`“${say('forum.developing', language)}”`] : [])
    .join(' or ')} (${String(TAG_REQUIRED)})`,
});

/** Names a post; empty for what no forum is sent. */
function titleOf(message: ShownMessage): string {
  if ('story' in message) return message.story.headline;
  const { kind, language } = message;
  if (kind === 'welcome') return say('welcome.title', language, { subject: message.subject[language] });
  if (kind === 'catch-up')
    return say(message.cause === 'quiet-hours' ? 'held.title' : 'catch-up.title', language);
  if (kind === 'digest') return sayTitle(message);
  return kind === 'test' ? say('test.title.empty', language) : '';
}

type Tag = z.output<typeof tagSchema>;

/** The tags that are named like a topic, then the one for stories that go on. */
function chooseTags(available: readonly Tag[], topics: readonly TopicTag[], isStory: boolean): string[] {
  const named = topics.flatMap(
    ({ id, name }) => available.find((tag) => [fold(id), fold(name)].includes(fold(tag.name))) ?? [],
  );
  const developing = isStory ? available.filter(isDeveloping) : [];
  return [...named.slice(0, MAX_TAGS - developing.length), ...developing].map(({ id }) => id);
}

const isDeveloping = ({ name }: Tag): boolean =>
  UI_LANGUAGES.some((language) => fold(say('forum.developing', language)) === fold(name));

/** Takes the tag for stories that go on from a post, names it for the last time, and wakes it if it sleeps. */
export async function endPost(
  line: Line,
  forumId: string,
  { id: postId, title }: { readonly id: string; readonly title: string },
): Promise<SendOutcome> {
  return attempt(async () => {
    const [forum, post] = await Promise.all([
      get(line, Routes.channel(forumId)).then((answer) => forumSchema.parse(answer)),
      get(line, Routes.channel(postId)).then((answer) => postSchema.parse(answer)),
    ]);
    const ended = new Set(forum.available_tags.filter(isDeveloping).map(({ id }) => id));
    const tags = post.applied_tags.filter((id) => !ended.has(id));
    await line.rest.patch(Routes.channel(postId), {
      body: {
        archived: false,
        applied_tags: tags,
        ...(post.name === threadName(title) ? {} : { name: threadName(title) }),
      },
      signal: AbortSignal.any([line.signal]),
    });
    return { kind: 'sent', messageId: postId };
  });
}

/**
 * Looks whether a post was made whose answer was lost: posts have no nonce, so what stands in the forum is all that
 * can be known. Each post since then is asked for its first message, which carries the marker.
 */
export async function findPost(
  line: Line,
  forumId: string,
  { marker, since }: { readonly marker: string; readonly since: Date },
): Promise<FindOutcome> {
  try {
    const after = BigInt(idSince(since));
    const posts = (await listPosts(line, forumId)).filter(({ id }) => BigInt(id) >= after);
    for (const { id } of posts) {
      const first = await findFirst(line, id);
      if (first !== undefined && hasMarker(first, marker))
        return { kind: 'found', messageId: id, channelId: id };
    }
    return { kind: 'absent' };
  } catch (error) {
    return unreadable(error);
  }
}

/** A post's first message; undefined where somebody has deleted it, or the whole post meanwhile. */
async function findFirst(line: Line, postId: string): Promise<z.output<typeof messageSchema> | undefined> {
  try {
    return messageSchema.parse(await get(line, Routes.channelMessage(postId, postId)));
  } catch (error) {
    if (error instanceof DiscordAPIError && GONE.has(error.code)) return undefined;
    throw error;
  }
}

/** Posts that are open, and those that sleep already. */
async function listPosts(line: Line, forumId: string): Promise<Thread[]> {
  const forum = forumSchema.parse(await get(line, Routes.channel(forumId)));
  const answers = await Promise.all([
    get(line, Routes.guildActiveThreads(forum.guild_id)),
    get(line, Routes.channelThreads(forumId, 'public')),
  ]);
  return answers
    .flatMap((answer) => threadsSchema.parse(answer).threads)
    .filter((thread) => thread.parent_id === forumId);
}

const get = ({ rest, signal }: Line, route: `/${string}`): Promise<unknown> =>
  rest.get(route, { signal: AbortSignal.any([signal]) });
