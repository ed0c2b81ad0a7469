import { chatInputApplicationCommandMention, type Client } from 'discord.js';

/** Returns how a command is written in a message: clickable once Discord has told its id, until then as it is typed. */
export const mentionOf =
  (client: Client) =>
  (command: string): string => {
    const [name = ''] = command.split(' ');
    const known = client.application?.commands.cache.find((each) => each.name === name);
    return known === undefined ? `/${command}` : chatInputApplicationCommandMention(command, known.id);
  };
