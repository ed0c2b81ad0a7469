import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { initialPollState } from '../../src/core/polling/poll-state.ts';
import { claimDueFeeds, syncFeeds } from '../../src/db/feeds/feeds.ts';
import { openDatabase } from '../../src/db/engine/open.ts';
import { takeHosts } from '../../src/db/sharing/hosts.ts';
import { takeSlot } from '../../src/db/sharing/slots.ts';
import { freeAbandoned } from '../../src/pipeline/polling/abandoned.ts';
import { feed, quietLog } from '../support/builders.ts';
import { engines } from '../support/databases.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const [, postgres] = engines;

test.skipIf(postgres?.skipped !== undefined)(
  'the feeds of a process that is killed are another’s soon, and those of the living stay theirs',
  async () => {
    const storage = await postgres?.create();
    if (storage === undefined) return;
    const holder = fork(new URL('../support/slot-holder.ts', import.meta.url), [JSON.stringify(storage)]);
    onTestFinished(() => void holder.kill('SIGKILL'));
    expect(await once(holder, 'message')).toEqual(['main', undefined]);
    const db = await openDatabase(storage);
    onTestFinished(() => db.destroy());
    await using slot = await takeSlot(storage);
    const ids = ['one', 'two', 'three'];
    await syncFeeds(
      db,
      ids.map((id) => feed({ id })),
      initialPollState(NOW),
    );
    const claim = (owner: string, limit: number) =>
      claimDueFeeds(db, { owner, now: NOW, leaseMs: 600_000, limit });
    const take = async (owner: string, host: string) =>
      (await takeHosts(db, [host], { owner, now: NOW, leaseMs: 45_000 })).get(host)?.kind;
    await claim('main', 2);
    expect([await take('main', 'a.example'), await take(slot.owner, 'b.example')]).toEqual([
      'taken',
      'taken',
    ]);
    await claim(slot.owner, 1);
    await freeAbandoned({ db, slot, log: quietLog });
    expect(await claim('main-3', 9)).toEqual([]);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await expect
      .poll(async () => {
        await freeAbandoned({ db, slot, log: quietLog });
        return (await claim('main-3', 9)).length;
      })
      .toBe(2);
    expect([await take('main-3', 'a.example'), await take('main-3', 'b.example')]).toEqual(['taken', 'busy']);
  },
);
