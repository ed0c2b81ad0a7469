import type { Channel, Message, World } from '../world.ts';
import { html, type Html } from './html.ts';
import { messagesHtml } from './html-message.ts';
import type { Reader } from './reader.ts';

/** A forum shows its posts, the newest one first: the tags, the title and how the first message begins. */
export function postsHtml(reader: Reader, forum: Channel): Html {
  const posts = [...reader.world.channels.values()]
    .filter(({ parentId, thread }) => thread !== undefined && parentId === forum.id)
    .toReversed();
  if (posts.length === 0) return html`<p class="empty">No posts yet.</p>`;
  return html`<ol class="posts">
    ${posts.map((post) => postHtml(reader.world, forum, post))}
  </ol>`;
}

function postHtml(world: World, forum: Channel, post: Channel): Html {
  const tags = forum.tags.filter(({ id }) => post.thread?.appliedTags.includes(id));
  const [first, ...answers] = standing(world, post);
  const preview = first === undefined ? '' : (first.content.split('\n')[0] ?? '');
  const text = preview === '' ? (first?.embeds[0]?.title ?? '') : preview;
  return html`<li class="post">
    ${
      tags.length > 0 &&
      html`<p>
        ${tags.map(({ emojiName, name }) => html`<span class="reaction">${emojiName ?? ''} ${name}</span>`)}
      </p>`
    }
    <h3><a href="/channels/${post.id}">${post.name}</a></h3>
    <p class="preview">${text.replaceAll(/[*_`~\\]/g, '')}</p>
    <p class="note">💬 ${answers.length}</p>
  </li>`;
}

/** A thread shows above its own messages the one that it was begun from. */
export function threadStartHtml(reader: Reader, thread: Channel): Html | undefined {
  const parent = reader.world.channels.get(thread.parentId ?? '');
  const start = reader.world.messages.get(parent?.id ?? '')?.get(thread.id);
  if (start === undefined || start.deletedAt !== undefined) return undefined;
  return html`<ol class="start">
    ${messagesHtml(reader, [start])}
  </ol>`;
}

const standing = (world: World, { id }: Channel): Message[] =>
  [...(world.messages.get(id)?.values() ?? [])].filter(({ deletedAt }) => deletedAt === undefined);
