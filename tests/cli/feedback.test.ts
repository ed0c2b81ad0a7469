import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadExamples } from '../../src/config/examples.ts';
import type { OpinionKind } from '../../src/core/feedback.ts';
import { saveOpinion } from '../../src/db/people/feedback.ts';
import { openDatabase, type Db } from '../../src/db/engine/open.ts';
import { entry } from '../support/builders.ts';
import { runCommand, temporaryFolder } from '../support/command.ts';
import { minutesAgo, openWatch } from '../support/watch.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const OIL = 'U.S. extends Chevron licence to pump Venezuelan oil by six months';

/** An installation in a folder of its own, in which one story has been read. */
async function openInstalled() {
  const folder = temporaryFolder();
  const configDir = join(folder.path, 'config');
  cpSync(CONFIG, configDir, { recursive: true });
  const db = await openDatabase({ kind: 'sqlite', path: join(folder.path, 'data/venezuela-us.db') });
  const watch = await openWatch({ db });
  await watch.read('one', [
    entry({ title: OIL, text: 'Export <b>and</b> & more', published: minutesAgo(5) }),
  ]);
  return {
    db,
    examples: join(configDir, 'venezuela-us'),
    environment: { VIGIA_CONFIG_DIR: configDir, VIGIA_DATA_DIR: join(folder.path, 'data') },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      folder[Symbol.dispose]();
    },
  };
}

const vote = (db: Db, person: string, kind: OpinionKind, topics: readonly string[] = []): Promise<void> =>
  saveOpinion(db, person, { storyId: 1, kind, topics, givenAt: minutesAgo(1) });

test('what readers say comes out as examples that training takes, without a trace of who said it', async () => {
  await using installed = await openInstalled();
  const { db, environment, examples } = installed;
  await vote(db, 'ana-hash', 'wrong-topic', ['talks']);
  await vote(db, 'luis-hash', 'wrong-topic', ['talks', 'oil']);
  await vote(db, 'eva-hash', 'useful');
  const { stdout, code } = await runCommand(['feedback', 'export'], { environment });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    id: 'feedback-1',
    lang: 'en',
    title: OIL,
    description: 'Export &lt;b&gt;and&lt;/b&gt; &amp; more',
    relevant: true,
    topics: ['talks', 'oil'],
    hard: true,
    origin: 'feedback',
    votes: { useful: 1, 'wrong-topic': 2 },
  });
  expect(stdout).not.toContain('hash');

  // A few dozen of the subject's own examples are enough to learn from here.
  const own = readFileSync(join(examples, 'examples.jsonl'), 'utf8').split('\n').slice(0, 60);
  for (const name of readdirSync(examples).filter((each) => each.startsWith('examples')))
    rmSync(join(examples, name));
  writeFileSync(join(examples, 'examples.jsonl'), own.join('\n'));
  writeFileSync(join(examples, 'examples-feedback.jsonl'), stdout);
  expect(loadExamples(examples).problems).toEqual([]);
  const trained = await runCommand(['train'], { environment });
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  expect(trained.stdout).toContain('Learned from 61 labelled entries');
});

test('a story that most call irrelevant is an example of what is off the subject', async () => {
  await using installed = await openInstalled();
  await vote(installed.db, 'ana', 'irrelevant');
  await vote(installed.db, 'luis', 'irrelevant');
  await vote(installed.db, 'eva', 'right-topic');
  const { stdout } = await runCommand(['feedback', 'export', '--since', '2026-01-01'], installed);
  expect(JSON.parse(stdout)).toMatchObject({ relevant: false, topics: [] });
  const later = await runCommand(['feedback', 'export', '--since', '2026-04-01'], installed);
  expect(later).toMatchObject({ code: 0, stdout: '' });
  expect(await runCommand(['feedback', 'export', '--since', 'soon'], installed)).toMatchObject({ code: 2 });
});

test('preview shows what would be sent where, says what holds back the rest, and sends nothing', async () => {
  await using installed = await openInstalled();
  const { db, environment } = installed;
  const before = await db.selectFrom('outbox').selectAll().execute();
  for (const named of ['1', 'chevron licence']) {
    const { stdout, code } = await runCommand(['preview', ...named.split(' ')], { environment });
    expect(code).toBe(0);
    expect(stdout).toContain('An alert is owed, without a sound.');
    expect(stdout).toContain('Its alert waits to be sent');
    expect(stdout).toContain(OIL);
  }
  await db
    .insertInto('mutes')
    .values({ destination_id: 'noticias', kind: 'topic', subject: 'oil', until: 8e15 })
    .execute();
  const muted = await runCommand(['preview', '1'], { environment });
  expect(muted.stdout).toMatch(/Nothing is owed: .+ is muted there\./);
  expect(await db.selectFrom('outbox').selectAll().execute()).toEqual(before);
  expect(await runCommand(['preview', '77'], { environment })).toMatchObject({ code: 1 });
});
