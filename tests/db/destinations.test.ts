import { describe, expect, test } from 'vitest';
import {
  disown,
  findDestinationAt,
  findStanding,
  isOwner,
  listDestinations,
  listUnwelcomed,
  pauseDestination,
  saveDestination,
  syncDestinations,
  takeOwedNotices,
} from '../../src/db/deliveries/destinations.ts';
import { destination } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { NOON } from '../support/watch.ts';

const ofFile = destination({ id: 'noticias' });
const ofGuild = destination({ id: 'c-7', address: '100000000000000007', guildId: '1' });
const own = destination({ id: 'm-x', address: '100000000000000009', isPrivate: true });
const making = { isWelcomed: false, now: NOON };

for (const engine of engines) {
  describe.skipIf(engine.skipped !== undefined)(`destinations on ${engine.name}`, () => {
    test('made by command stay as they are when the file is read', async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [ofFile]);
      await saveDestination(db, ofGuild, making);
      await saveDestination(db, own, making);
      await syncDestinations(db, []);
      expect((await listDestinations(db)).map((one) => one.destination)).toEqual([ofGuild, own]);
      expect(await listDestinations(db, { guildId: '1' })).toEqual([
        { destination: ofGuild, origin: 'command' },
      ]);
      expect(await listDestinations(db, { origin: 'file' })).toEqual([]);
      expect(await findDestinationAt(db, own.address)).toEqual({ destination: own, origin: 'command' });
      expect(await findStanding(db, ofFile.id)).toBeUndefined();
    });

    test('a change by command keeps a pause, and a change of the file ends it', async () => {
      await using db = await openFresh(engine);
      await syncDestinations(db, [ofFile]);
      await saveDestination(db, ofGuild, making);
      for (const id of [ofFile.id, ofGuild.id])
        await pauseDestination(db, id, { reason: 'closed', code: 'no-access' }, NOON);
      await syncDestinations(db, [{ ...ofFile, level: 'major' }]);
      await saveDestination(db, { ...ofGuild, level: 'major' }, making);
      expect((await findStanding(db, ofFile.id))?.paused).toBeUndefined();
      expect((await findStanding(db, ofGuild.id))?.paused).toEqual({
        reason: 'closed',
        code: 'no-access',
        since: NOON,
      });
    });

    test('whoever subscribed a failing channel is owed one notice, and none for a pause they wished', async () => {
      await using db = await openFresh(engine);
      const other = { ...ofGuild, id: 'c-8', address: '100000000000000008' };
      for (const each of [ofGuild, other]) await saveDestination(db, each, { ...making, ownerId: '5' });
      await saveDestination(db, own, making);
      await pauseDestination(db, ofGuild.id, { reason: 'closed', code: 'no-permission' }, NOON);
      await pauseDestination(db, other.id, { reason: 'by command', code: 'paused' }, NOON);
      await pauseDestination(db, own.id, { reason: 'closed', code: 'dm-closed' }, NOON);
      expect(await takeOwedNotices(db, NOON)).toEqual([
        { destination: ofGuild, ownerId: '5', code: 'no-permission' },
      ]);
      expect(await takeOwedNotices(db, NOON)).toEqual([]);
      await disown(db, '5');
      expect(await isOwner(db, ofGuild.id, '5')).toBe(false);
    });

    test('only who has not been welcomed is owed a welcome', async () => {
      await using db = await openFresh(engine);
      await saveDestination(db, ofGuild, making);
      await saveDestination(db, own, { ...making, isWelcomed: true });
      expect(await listUnwelcomed(db)).toEqual([ofGuild]);
    });
  });
}
