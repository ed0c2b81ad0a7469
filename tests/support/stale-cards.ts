import type { StoryView } from '../../src/core/messages/message.ts';
import { fromJson } from '../../src/db/engine/json.ts';
import type { Db } from '../../src/db/engine/open.ts';
import { renderCard } from '../../src/discord/rendering/render-card.ts';
import { CHANNELS, type World } from './world.ts';

/**
 * Lists the cards that do not show what is latest of their story, by what is different. One of which Discord refused an
 * edit stays as it is: that edit is on record as dead.
 */
export async function listStale(world: World, db: Db): Promise<string[]> {
  const cards = await db
    .selectFrom('cards')
    .select([
      'destination_id as destination',
      'message_id as message',
      'shown',
      'corrected',
      'updated_at as updated',
      'closed_at as closed',
    ])
    .where('message_id', 'is not', null)
    .where(
      'destination_id',
      'in',
      CHANNELS.map(({ id }) => id),
    )
    .where(
      'id',
      'not in',
      db.selectFrom('outbox').select('card_id').where('state', '=', 'dead').where('card_id', 'is not', null),
    )
    .execute();
  return cards.flatMap(({ destination, message, shown, corrected, updated, closed }) => {
    const channel = CHANNELS.find(({ id }) => id === destination);
    const channelId = world.channelIds.get(destination) ?? '';
    const posted = world.discord.messages({ channelId, all: true }).find(({ id }) => id === message);
    if (channel === undefined || posted === undefined)
      return [`${destination} ${String(message)} is not there`];
    const wanted = renderCard(
      {
        kind: 'edit',
        language: channel.language,
        story: fromJson<{ readonly story: StoryView }>(shown).story,
        note: {
          ...(corrected === null ? {} : { corrected }),
          ...(updated === null ? {} : { updatedAt: new Date(updated) }),
          ...(closed === null ? {} : { ended: 'closed' as const }),
        },
      },
      'any',
    );
    const [seen, latest] = [lookOf(posted), lookOf(wanted)];
    return seen === latest ? [] : [`${destination} ${message}: ${seen} instead of ${latest}`];
  });
}

interface Looking {
  readonly content?: unknown;
  readonly embeds?: readonly Embed[] | undefined;
}

interface Embed {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly author?: { readonly name: string } | undefined;
  readonly footer?: { readonly text: string } | undefined;
  readonly fields?: readonly { readonly name: string }[] | undefined;
}

/** Everything but figures that may move without an edit. */
function lookOf({ content, embeds = [] }: Looking): string {
  const [card] = embeds;
  const fields = card?.fields?.map(({ name }) => name);
  return JSON.stringify([
    content,
    card?.title,
    card?.description,
    card?.author?.name,
    card?.footer?.text,
    fields,
  ]);
}
