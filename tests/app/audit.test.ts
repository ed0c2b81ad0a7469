import { describe, expect, test } from 'vitest';
import { listHousekeeping } from '../../src/app/running/housekeeping.ts';
import { loadSettings } from '../../src/config/settings.ts';
import { findAudited } from '../../src/db/deliveries/operator.ts';
import { entry, quietLog } from '../support/builders.ts';
import { engines, openFresh } from '../support/databases.ts';
import { configuration, NOON, openWatch } from '../support/watch.ts';

describe.for(engines)('on $name', (engine) => {
  test.skipIf(engine.skipped !== undefined)(
    'the audit that the program makes by itself leaves what it finds to the operator',
    async () => {
      await using db = await openFresh(engine);
      const watch = await openWatch({ db });
      await watch.read('one', [entry()]);
      const { value: settings } = loadSettings({});
      if (settings === undefined) throw new Error('the settings are wrong');
      const options = {
        settings,
        configuration,
        log: quietLog,
        now: () => NOON,
        chance: () => 0.5,
        print: () => Promise.resolve(true),
        colour: false,
        onFatal: () => undefined,
        onHopeless: () => undefined,
      };
      const turns = listHousekeeping(options, db, () => undefined);
      const audit = turns.find(({ name }) => name === 'audit');
      await audit?.run(new AbortController().signal);
      expect(await findAudited(db)).toBe(0);
      await db.deleteFrom('entries').execute();
      await audit?.run(new AbortController().signal);
      expect(await findAudited(db)).toBe(1);
    },
  );
});
