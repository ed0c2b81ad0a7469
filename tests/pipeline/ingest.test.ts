import { expect, test } from 'vitest';
import { destination, entry, feed } from '../support/builders.ts';
import { minutesAgo, NOON, openWatch } from '../support/watch.ts';

const licence = entry();
const prorroga = entry({
  link: 'https://dos.example/licencia',
  title: 'EE.UU. prorroga seis meses la licencia de Chevron para extraer petróleo venezolano',
  text: 'El Tesoro dijo que la licencia permite a Chevron exportar crudo de Venezuela a Estados Unidos.',
  language: 'es',
  published: minutesAgo(10),
});
const flight = entry({
  link: 'https://one.example/flight',
  title: 'Deportation flight lands in Caracas with migrants from the United States',
  text: 'The plane brought 214 Venezuelans deported by the United States.',
});
const trial = entry({
  link: 'https://one.example/trial',
  title: 'New York jury hears drug-trafficking case against Venezuelan ex-general',
  text: 'Prosecutors said the former general led a cocaine cartel; he faces narcotics charges in a U.S. court.',
});
const choir = entry({
  link: 'https://one.example/choir',
  title: 'Choir of Mérida sings again',
  text: 'The season opens with a mass.',
});

test('what stands in a feed at its first look makes stories and is owed to nobody', async () => {
  await using watch = await openWatch();
  await watch.read('one', [licence, flight, choir], { baseline: true });
  expect(await watch.states()).toEqual({ baseline: 2, 'off-subject': 1 });
  expect(await watch.countRows()).toMatchObject({ articles: 3, stories: 2, outbox: 0 });
});

test('an operator who asks for the newest entries of a feed’s first look gets those and no older ones', async () => {
  await using watch = await openWatch({ feeds: [feed({ id: 'one', announceLast: 2 })] });
  const older = { ...licence, published: minutesAgo(300) };
  await watch.read('one', [choir, flight, older], { baseline: true });
  expect(await watch.ledger()).toMatchObject([
    { state: 'baseline' },
    { state: 'posted', reason: 'started a story' },
    { state: 'off-subject' },
  ]);
});

test('a new entry on the subject is owed to every destination that follows one of its topics', async () => {
  const destinations = [
    destination({ id: 'everything', topics: ['talks', 'strikes', 'oil', 'migration', 'narcotics'] }),
    destination({ id: 'migracion', topics: ['migration'] }),
    destination({ id: 'petroleo', topics: ['oil'], language: 'es' }),
  ];
  await using watch = await openWatch({ destinations });
  await watch.read('one', [licence]);
  expect(await watch.owedKeys()).toEqual(['alert:1:everything', 'alert:1:petroleo']);
  expect(await watch.ledger()).toEqual([{ feed: 'one', state: 'posted', reason: 'started a story' }]);
});

test('the same event from a second outlet in another language joins the story and the alert that waits', async () => {
  await using watch = await openWatch({ feeds: [feed({ id: 'dos', language: 'es' })] });
  await watch.read('one', [licence]);
  await watch.read('dos', [prorroga]);
  expect(await watch.states()).toEqual({ posted: 1, updated: 1 });
  const [owed, ...others] = await watch.owed();
  expect(others).toEqual([]);
  expect(owed?.message).toMatchObject({ story: { outletCount: 2, alsoReportedBy: [{ outlet: 'dos' }] } });
});

test('an alert that has been sent stays as the reader saw it when its story grows', async () => {
  await using watch = await openWatch();
  await watch.read('one', [licence]);
  await watch.db.updateTable('outbox').set({ state: 'sent', message_id: '1' }).execute();
  await watch.read('dos', [prorroga]);
  expect((await watch.owed())[0]?.message).toMatchObject({ story: { outletCount: 1 } });
});

test('a later report can announce a story that a feed added later already had', async () => {
  await using watch = await openWatch();
  await watch.read('one', [licence], { baseline: true });
  await watch.read('dos', [prorroga]);
  expect(await watch.states()).toEqual({ baseline: 1, posted: 1 });
  expect((await watch.ledger())[1]?.reason).toBe('made its story worth an alert');
});

test('an article that another feed has already given is a duplicate, whatever tracking its link carries', async () => {
  await using watch = await openWatch();
  await watch.read('one', [licence]);
  await watch.read('dos', [entry({ guid: '77', link: `${licence.link ?? ''}/?utm_source=rss#top` })]);
  expect((await watch.ledger())[1]).toMatchObject({ state: 'duplicate', reason: 'already read from one' });
  expect(await watch.countRows()).toMatchObject({ entries: 2, articles: 1, outbox: 1 });
});

test('a quiet topic alone tags a story and is owed to nobody', async () => {
  await using watch = await openWatch();
  await watch.read('one', [trial]);
  expect(await watch.ledger()).toMatchObject([
    { state: 'kept', reason: 'no destination is owed an alert of its story' },
  ]);
  expect(await watch.countRows()).toMatchObject({ stories: 1, story_topics: 1, outbox: 0 });
});

test('who asked for major stories gets one when it has become major, who asked for the digest gets none', async () => {
  const topics = ['oil'];
  const destinations = [
    destination({ id: 'digest', topics, level: 'digest' }),
    destination({ id: 'major', topics, level: 'major' }),
    // Asked for it when the story was going on already.
    destination({ id: 'late', topics, level: 'major', since: new Date(NOON.getTime() + 1) }),
  ];
  const outlets = ['one', 'two', 'three', 'four', 'five'];
  const feeds = outlets.map((id) => feed({ id, outlet: { name: id, kind: 'wire' } }));
  await using watch = await openWatch({ destinations, feeds });
  await watch.read('one', [licence]);
  expect(await watch.states()).toEqual({ kept: 1 });
  const wordings = [
    'Washington gives Chevron six more months to pump oil in Venezuela',
    'Chevron licence for Venezuelan oil extended by six months, U.S. Treasury says',
    'Treasury renews Chevron oil licence in Venezuela for half a year',
    'U.S. renews by six months the licence that lets Chevron export Venezuelan oil',
  ];
  for (const [index, title] of wordings.entries()) {
    const id = outlets[index + 1] ?? '';
    await watch.read(id, [entry({ link: `https://${id}.example/a`, title, text: '' })]);
  }
  expect(await watch.owedKeys()).toEqual(['alert:1:late', 'alert:1:major']);
});

test('an entry without a date is taken in as new, and one from the future counts as of now', async () => {
  await using watch = await openWatch();
  const { published: _, ...undated } = licence;
  await watch.read('one', [undated, { ...flight, published: new Date('2126-01-01T00:00:00Z') }]);
  expect(await watch.states()).toEqual({ posted: 2 });
  const rows = await watch.db.selectFrom('articles').select(['title', 'published_at']).execute();
  expect(rows.find(({ title }) => title === undated.title)?.published_at).toBeNull();
  expect(rows.find(({ title }) => title === flight.title)?.published_at).toBe(NOON.getTime());
});

test('an entry older than a story stays open is too old to be news', async () => {
  await using watch = await openWatch();
  await watch.read('one', [entry({ published: new Date('2026-02-20T00:00:00Z') })]);
  expect(await watch.ledger()).toMatchObject([
    { state: 'too-old', reason: expect.stringContaining('2026-02-20') },
  ]);
  expect(await watch.countRows()).toMatchObject({ articles: 0, outbox: 0 });
});

test('an entry on the subject that carries no topic says which topic came nearest', async () => {
  await using watch = await openWatch({
    change: (deps) => ({
      ...deps,
      judge: (text) => {
        const judged = deps.judge(text);
        return { ...judged, topics: judged.topics.map((topic) => ({ ...topic, tagged: false })) };
      },
    }),
  });
  await watch.read('one', [licence]);
  const [line] = await watch.ledger();
  expect(line?.state).toBe('below-threshold');
  expect(line?.reason).toMatch(/^its nearest topic is oil with 0\.\d\d; 0\.\d\d is needed$/);
});

test('a short post without a title is shown by its first sentence', async () => {
  await using watch = await openWatch();
  await watch.read('one', [{ ...licence, title: '' }]);
  expect((await watch.owed())[0]?.message).toMatchObject({
    story: {
      headline:
        'The Treasury said the licence lets Chevron export crude from Venezuela to the United States.',
    },
  });
});

test('what fails half-way leaves nothing behind, and the next time everything is taken in', async () => {
  let fails = true;
  await using watch = await openWatch({
    change: (deps) => ({
      ...deps,
      judge: (text) => {
        if (fails && text.title === flight.title) throw new Error('the power went');
        return deps.judge(text);
      },
    }),
  });
  await expect(watch.read('one', [licence, flight])).rejects.toThrow('the power went');
  expect(await watch.countRows()).toEqual({
    entries: 0,
    articles: 0,
    stories: 0,
    story_topics: 0,
    outbox: 0,
  });
  fails = false;
  await watch.read('one', [licence, flight]);
  await watch.read('dos', [prorroga]);
  expect(await watch.states()).toEqual({ posted: 2, updated: 1 });
});

test('a document that fails beside others takes nothing of theirs with it', async () => {
  await using watch = await openWatch({
    change: (deps) => ({
      ...deps,
      judge: (text) => {
        if (text.title === flight.title) throw new Error('the power went');
        return deps.judge(text);
      },
    }),
  });
  const reads = [
    watch.read('one', [{ ...licence, published: minutesAgo(60) }, flight]),
    watch.read('dos', [prorroga]),
    watch.read('three', [choir]),
  ];
  expect((await Promise.allSettled(reads)).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(await watch.states()).toEqual({ posted: 1, 'off-subject': 1 });
  expect(await watch.countRows()).toMatchObject({ stories: 1, outbox: 1 });
});
