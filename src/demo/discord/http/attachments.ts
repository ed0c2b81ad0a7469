import type { ServerResponse } from 'node:http';
import type { Platform } from '../platform.ts';
import type { Attachment } from '../world.ts';

const PATH = /^\/attachments\/(\d+)\/(\d+)\//;

/** Serves a file of a message, as Discord's media server does. Returns false when the address is not one of a file. */
export function serveAttachment(platform: Platform, url: string, response: ServerResponse): boolean {
  const [, channelId = '', id = ''] = PATH.exec(url) ?? [];
  if (id === '') return false;
  const file = findFile(platform, channelId, id);
  if (file === undefined) response.writeHead(404).end();
  else
    response
      .writeHead(200, { 'Content-Type': file.contentType, 'X-Content-Type-Options': 'nosniff' })
      .end(file.bytes);
  return true;
}

function findFile(platform: Platform, channelId: string, id: string): Attachment | undefined {
  for (const { attachments } of platform.world.messages.get(channelId)?.values() ?? []) {
    const file = attachments.find((each) => each.id === id);
    if (file !== undefined) return file;
  }
  return undefined;
}
