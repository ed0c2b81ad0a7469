import { z } from 'zod';
import { ApiError, found } from '../api-error.ts';
import { CHANNEL_TYPES, MESSAGE_FLAGS } from '../constants.ts';
import { replaceMessage } from '../editing.ts';
import { isRecord } from '../json.ts';
import { parseForm } from '../limits/form-errors.ts';
import { snowflake } from '../limits/schema.ts';
import { requirePermissions } from '../permissions.ts';
import { findMessage, getChannel, nextId, type Platform } from '../platform.ts';
import { createMessage, parseMessage } from '../posting.ts';
import { channelView, isForum, threadMemberView } from '../views/channels.ts';
import { messageView } from '../views/messages.ts';
import type { Channel } from '../world.ts';
import { channelsOf } from './guilds.ts';
import { NO_CONTENT, created, ok, param, route, type Answer, type Call, type Route } from './route.ts';

const DEFAULT_ARCHIVE_MINUTES = 4320;

export const threadRoutes: readonly Route[] = [
  route('POST /channels/{channel_id}/threads', (call) => {
    const channel = getChannel(call.platform, param(call, 'channel_id'));
    return isForum(channel) ? createPost(call, channel) : createThread(call, channel);
  }),
  route('POST /channels/{channel_id}/messages/{message_id}/threads', threadFromMessage),
  route('GET /channels/{channel_id}/threads/archived/public', (call) => {
    const { platform } = call;
    const channel = getChannel(platform, param(call, 'channel_id'));
    requirePermissions(platform.world, channel, platform.bot.id, ['READ_MESSAGE_HISTORY']);
    const threads = channelsOf(platform, channel.guildId ?? '').filter(
      (each) => each.parentId === channel.id && each.thread?.archived === true,
    );
    return ok({ threads: threads.map((each) => channelView(platform, each)), members: [], has_more: false });
  }),
  route('GET /channels/{channel_id}/thread-members', (call) => {
    const channel = threadOf(call);
    return ok((channel.thread?.memberIds ?? []).map((id) => memberOf(channel, id)));
  }),
  route('GET /channels/{channel_id}/thread-members/{user_id}', (call) => {
    const channel = threadOf(call);
    const userId = userOf(call);
    const isMember = channel.thread?.memberIds.includes(userId) === true;
    return ok(found(isMember ? memberOf(channel, userId) : undefined, 10007));
  }),
  route('PUT /channels/{channel_id}/thread-members/{user_id}', (call) => changeMembers(call, true)),
  route('DELETE /channels/{channel_id}/thread-members/{user_id}', (call) => changeMembers(call, false)),
];

const threadSchema = z.object({
  name: z.string().min(1).max(100),
  auto_archive_duration: z.literal([60, 1440, 4320, 10_080]).nullish(),
  type: z.literal([10, 11, 12]).nullish(),
  applied_tags: z.array(snowflake).max(5).nullish(),
});

function threadFromMessage(call: Call): Answer {
  const { platform } = call;
  const channel = getChannel(platform, param(call, 'channel_id'));
  requirePermissions(platform.world, channel, platform.bot.id, ['CREATE_PUBLIC_THREADS']);
  const message = found(findMessage(platform, channel.id, param(call, 'message_id')), 10008);
  if (platform.world.channels.has(message.id)) throw new ApiError(160004);
  const thread = addThread(platform, channel, { ...parseForm(threadSchema, call.body), id: message.id });
  replaceMessage(platform, { ...message, flags: message.flags | MESSAGE_FLAGS.hasThread });
  return created(channelView(platform, thread));
}

function createThread(call: Call, channel: Channel): Answer {
  const body = parseForm(threadSchema, call.body);
  const isPrivate = (body.type ?? CHANNEL_TYPES.privateThread) === CHANNEL_TYPES.privateThread;
  const needed = isPrivate ? ('CREATE_PRIVATE_THREADS' as const) : ('CREATE_PUBLIC_THREADS' as const);
  requirePermissions(call.platform.world, channel, call.platform.bot.id, [needed]);
  const type = body.type ?? CHANNEL_TYPES.privateThread;
  return created(channelView(call.platform, addThread(call.platform, channel, { ...body, type })));
}

/** A forum's post: a thread whose first message has the thread's own id. */
function createPost(call: Call, channel: Channel): Answer {
  const { platform } = call;
  const body = parseForm(threadSchema, call.body);
  const contents = parseMessage(isRecord(call.body) ? call.body['message'] : undefined, call.files);
  const needed =
    call.files.length > 0 ? (['SEND_MESSAGES', 'ATTACH_FILES'] as const) : (['SEND_MESSAGES'] as const);
  requirePermissions(platform.world, channel, platform.bot.id, needed);
  const tags = body.applied_tags ?? [];
  if (channel.tagRequired && tags.length === 0) throw new ApiError(40067);
  if (tags.some((id) => !channel.tags.some((tag) => tag.id === id))) {
    const unknown = { code: 'FORUM_TAG_UNKNOWN', message: 'Unknown tag' };
    throw new ApiError(50035, { applied_tags: { _errors: [unknown] } });
  }
  const thread = addThread(platform, channel, { ...body, type: null });
  const message = createMessage(platform, {
    id: thread.id,
    channel: thread,
    authorId: platform.bot.id,
    body: contents,
    files: call.files,
  });
  const view = channelView(platform, getChannel(platform, thread.id));
  return created({ ...view, message: messageView(platform, message) });
}

type NewThread = z.output<typeof threadSchema> & { readonly id?: string };

function addThread(platform: Platform, parent: Channel, body: NewThread): Channel {
  const isAnnouncement = parent.type === CHANNEL_TYPES.announcement;
  const now = platform.clock.now();
  const thread: Channel = {
    id: body.id ?? nextId(platform),
    guildId: parent.guildId,
    type: body.type ?? (isAnnouncement ? CHANNEL_TYPES.announcementThread : CHANNEL_TYPES.publicThread),
    name: body.name,
    topic: null,
    parentId: parent.id,
    position: 0,
    overwrites: [],
    lastMessageId: null,
    tags: [],
    tagRequired: false,
    thread: {
      archived: false,
      locked: false,
      autoArchiveMinutes: body.auto_archive_duration ?? DEFAULT_ARCHIVE_MINUTES,
      archivedAt: now,
      createdAt: now,
      ownerId: platform.bot.id,
      memberIds: [platform.bot.id],
      appliedTags: body.applied_tags ?? [],
    },
  };
  platform.world.channels.set(thread.id, thread);
  const data = { ...channelView(platform, thread), newly_created: true };
  platform.emit({ name: 'THREAD_CREATE', data, guildId: thread.guildId });
  return thread;
}

function changeMembers(call: Call, isJoining: boolean): Answer {
  const { platform } = call;
  const channel = threadOf(call);
  const userId = userOf(call);
  const { thread } = channel;
  if (thread === undefined) throw new ApiError(50024);
  if (thread.archived) throw new ApiError(50083);
  const others = thread.memberIds.filter((id) => id !== userId);
  const memberIds = isJoining ? [...others, userId] : others;
  platform.world.channels.set(channel.id, { ...channel, thread: { ...thread, memberIds } });
  return NO_CONTENT;
}

function threadOf(call: Call): Channel {
  const channel = getChannel(call.platform, param(call, 'channel_id'));
  requirePermissions(call.platform.world, channel, call.platform.bot.id, []);
  return found(channel.thread === undefined ? undefined : channel, 50024);
}

function userOf(call: Call): string {
  const asked = param(call, 'user_id');
  return asked === '@me' ? call.platform.bot.id : asked;
}

const memberOf = (channel: Channel, userId: string) =>
  threadMemberView(channel, userId, channel.thread?.createdAt ?? new Date(0));
