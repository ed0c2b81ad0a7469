import { expect, test } from 'vitest';
import type { Reading } from '../../src/web/families.ts';
import { openMetrics } from '../../src/web/metrics.ts';
import { storyView } from '../support/builders.ts';
import { NOON } from '../support/watch.ts';

const later = (ms: number): Date => new Date(NOON.getTime() + ms);
const [topic] = storyView().topics;
const oil = { ...topic, id: 'oil', name: 'Oil', emoji: '', colour: 0 };

test('what is counted stands under its name, with its unit, and what never happened stands at zero', async () => {
  const metrics = openMetrics(['oil', 'talks'], () => Promise.resolve([]));
  metrics.observePoll({ kind: 'not-modified', tookMs: 120 });
  metrics.observePoll({ kind: 'deferred', until: NOON });
  metrics.observeEntries([{ state: 'posted', topics: ['oil', 'talks'] }]);
  const story = storyView({ topics: [oil], published: NOON });
  metrics.observeDelivery({
    message: { kind: 'alert', language: 'en', story, silent: false },
    to: 'channel',
    result: 'sent',
    now: later(45_000),
  });
  metrics.observeDelivery({
    message: { kind: 'edit', language: 'en', story, note: {} },
    to: 'person',
    result: 'closed',
    now: NOON,
  });
  metrics.observeDiscordError(50_007);
  metrics.observeOpinion('useful', ['oil']);
  const { text } = await metrics.render();
  for (const line of [
    'vigia_polls_total{outcome="not-modified"} 1',
    'vigia_polls_total{outcome="failed"} 0',
    'vigia_poll_duration_seconds_sum 0.12',
    'vigia_poll_duration_seconds_count 1',
    'vigia_entries_total{state="posted"} 1',
    'vigia_entries_total{state="off-subject"} 0',
    'vigia_entries_matched_total{topic="talks"} 1',
    'vigia_alerts_sent_total{topic="oil"} 1',
    'vigia_alerts_sent_total{topic="talks"} 0',
    'vigia_delivery_attempts_total{kind="alert",to="channel",result="sent"} 1',
    'vigia_delivery_attempts_total{kind="edit",to="person",result="closed"} 1',
    'vigia_published_to_posted_seconds_bucket{le="30"} 0',
    'vigia_published_to_posted_seconds_bucket{le="60"} 1',
    'vigia_discord_errors_total{code="50007"} 1',
    'vigia_opinions_total{opinion="useful",topic="oil"} 1',
    'vigia_opinions_total{opinion="irrelevant",topic="oil"} 0',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(line);
});

test('figures of a moment are those of the moment they are asked for', async () => {
  let readings: readonly Reading[] = [
    { name: 'vigia_feeds', label: 'ok', value: 12 },
    { name: 'vigia_feeds', label: 'down', value: 1 },
    { name: 'vigia_outbox_oldest_age_seconds', value: 4.5 },
  ];
  const metrics = openMetrics([], () => Promise.resolve(readings));
  const before = await metrics.render();
  for (const line of ['vigia_feeds{state="down"} 1', 'vigia_outbox_oldest_age_seconds 4.5'])
    expect(before.text).toContain(line);
  readings = [{ name: 'vigia_feeds', label: 'ok', value: 13 }];
  const after = await metrics.render();
  expect(after.text).toContain('vigia_feeds{state="ok"} 13');
  expect(after.text).not.toContain('state="down"');
});
