import type { Generated } from 'kysely';
import type { HostRow, LeaseRow } from '../sharing/process-tables.ts';

/*
 * The rows as both engines keep them. Times are epoch milliseconds, truth values 0 or 1, and what is only read
 * back whole is JSON text: this keeps SQLite and PostgreSQL to one set of query modules.
 */

export interface Tables {
  readonly feeds: FeedRow;
  readonly articles: ArticleRow;
  readonly entries: EntryRow;
  readonly stories: StoryRow;
  readonly story_topics: StoryTopicRow;
  readonly story_changes: StoryChangeRow;
  readonly story_told: StoryToldRow;
  readonly destinations: DestinationRow;
  readonly outbox: OutboxRow;
  readonly cards: CardRow;
  readonly settings: SettingRow;
  readonly tallies: TallyRow;
  readonly leases: LeaseRow;
  readonly hosts: HostRow;
  readonly digests: DigestRow;
  readonly feedback: FeedbackRow;
  readonly mutes: MuteRow;
  readonly story_search: StorySearchRow;
}

export interface FeedRow {
  readonly id: string;
  /** The address as the configuration has it, and as it is polled: the feed may have moved since. */
  readonly configured_url: string;
  readonly url: string;
  readonly active: number;
  /** Null for a feed that is gone for good. */
  readonly due_at: number | null;
  /** JSON of core's poll state. */
  readonly poll_state: string;
  /** Which reader served it last. */
  readonly reader: string | null;
  /** Which process polls it now, and until when that holds; null when nobody does. */
  readonly lease_owner: string | null;
  readonly lease_until: number | null;
}

export interface ArticleRow {
  readonly id: Generated<number>;
  readonly feed_id: string;
  /** What the article is recognised by in every feed: its canonical address, or else its key within its feed. */
  readonly key: string;
  /** The canonical address; null when the entry had none. */
  readonly url: string | null;
  readonly title: string;
  readonly text: string;
  readonly language: string;
  /** JSON of core's Outlet. */
  readonly outlet: string;
  readonly published_at: number | null;
  readonly first_seen_at: number;
  readonly relevant: number;
  /** JSON of core's Assessment: the evidence for every score, as it was when the article was judged. */
  readonly assessment: string;
  /** JSON of core's Fingerprint; null for articles that are off the subject. */
  readonly fingerprint: string | null;
  readonly story_id: number | null;
  /** JSON: why it joined or started its story. */
  readonly placement: string | null;
}

/** The ledger: one row for every entry a feed ever gave, with the state it ended in. */
export interface EntryRow {
  readonly id: Generated<number>;
  readonly feed_id: string;
  /** The keys an entry is recognised by; null where the feed gave none. */
  readonly guid_key: string | null;
  readonly link_key: string | null;
  readonly text_key: string;
  readonly article_id: number | null;
  readonly state: string;
  readonly reason: string;
  readonly read_at: number;
}

export interface StoryRow {
  readonly id: Generated<number>;
  readonly headline: string;
  readonly language: string;
  readonly url: string | null;
  readonly first_seen_at: number;
  readonly last_report_at: number;
  readonly changed_at: number;
  readonly importance: number;
  readonly report_count: number;
  /** The earlier story that this one follows. */
  readonly follows_id: number | null;
  readonly closed: number;
  /** Found in a new installation's first look at its feeds or after an outage: told of in a summary, not announced. */
  readonly seeded: number;
  /** Since when its feed could not be read, as long as the summary of that outage has not been queued; else null. */
  readonly missed_since: number | null;
  /** Where it stands in its life, and until when if no report joins it; null for a closed one. */
  readonly phase: Generated<string>;
  readonly phase_until: Generated<number | null>;
  /** When its first report was published, and the latest one that stated something new. */
  readonly first_report_at: Generated<number>;
  readonly last_fact_at: Generated<number>;
  /** How many voices tell it: copies of one wire report and outlets of one owner count once. */
  readonly independent_outlets: Generated<number>;
  /** How often something about it has changed that a reader would be told: the last one in `story_changes`. */
  readonly revision: Generated<number>;
  /** The story that it turned out to be one with: this row is left as a pointer to it. */
  readonly joined_into: Generated<number | null>;
  /** The count of all changes to which reports the stories have, up to the last one of this story. */
  readonly edition: Generated<number>;
  /** The story that its first reports were taken out of. */
  readonly split_from: Generated<number | null>;
}

/** What changed about a story, in the order of its revisions. */
export interface StoryChangeRow {
  readonly story_id: number;
  readonly revision: number;
  readonly kind: string;
  /** JSON of core's StoryChange. */
  readonly body: string;
  readonly changed_at: number;
}

/** Who need not be told of a story: its reports stood in the alert of the one it was split from. */
export interface StoryToldRow {
  readonly story_id: number;
  readonly destination_id: string;
}

export interface StoryTopicRow {
  readonly story_id: number;
  readonly topic_id: string;
  readonly score: number;
  readonly tagged_at: number;
}

export interface DestinationRow {
  readonly id: string;
  /** JSON of core's Destination. */
  readonly settings: string;
  readonly active: number;
  /** `file`: as destinations.yaml has it; `command`: made on Discord, and changed only there. */
  readonly origin: Generated<string>;
  /** The platform's address, as in the settings: a channel's id, or a person's. */
  readonly address: Generated<string>;
  /** The guild of a channel; null for a person, and for a channel of the file. */
  readonly guild_id: string | null;
  readonly created_at: Generated<number>;
  /** The channel of a person's direct messages, once it has been opened. */
  readonly direct_channel_id: string | null;
  /** Why nothing is sent there now; null while it works. */
  readonly paused_reason: string | null;
  readonly paused_at: number | null;
  /** Core's ErrorCode of what it is paused for; null where the reason has none. */
  readonly paused_code: string | null;
  /** Who subscribed a channel, so that they can be told that it fails; null for a person's own and for the file's. */
  readonly owner_id: string | null;
  /** When they were told of the pause; null when they were not, or need not be. */
  readonly owner_told_at: number | null;
  /** When it was sent what the last 24 hours brought; null when it is still owed that. */
  readonly welcomed_at: number | null;
}

export interface OutboxRow {
  readonly id: Generated<number>;
  /** What is owed to whom, in words: one delivery a key, however often it is asked for. */
  readonly key: string;
  readonly destination_id: string;
  readonly kind: string;
  /** Deliveries of one destination and lane are made one after the other, in the order of their ids. */
  readonly lane: Generated<string>;
  readonly story_id: number | null;
  /** The card that it changes or answers; null for what stands alone. */
  readonly card_id: Generated<number | null>;
  /** JSON of core's Message. */
  readonly body: string;
  readonly state: string;
  readonly attempts: number;
  readonly due_at: number;
  /** When the first attempt began of which it is not known whether it was shown, by the platform's clock; null when there is none. */
  readonly uncertain_since: number | null;
  readonly lease_until: number | null;
  readonly message_id: string | null;
  readonly reason: string | null;
  /** `made`: a role is pinged by it; `muted`: one would have been, had it not been too often; else null. */
  readonly ping: Generated<string | null>;
  readonly created_at: number;
  readonly updated_at: number;
}

/** The message that shows a story at a destination, and what has been done to it. */
export interface CardRow {
  readonly id: Generated<number>;
  readonly story_id: number;
  readonly destination_id: string;
  /** The alert that posts it. */
  readonly delivery_id: number;
  /** JSON of what it shows, or will once the edit that waits is made. */
  readonly shown: string;
  /** It has been told as major. */
  readonly major: number;
  /** Where it stands; null until its alert has been sent. */
  readonly channel_id: string | null;
  readonly message_id: string | null;
  readonly thread_id: string | null;
  readonly posted_at: number | null;
  readonly edits: Generated<number>;
  readonly last_edit_at: number | null;
  /** JSON: when each update was decided on, in epoch milliseconds. */
  readonly update_times: Generated<string>;
  /** The headline that was taken back. */
  readonly corrected: string | null;
  /** When the last update was decided on that the card points to. */
  readonly updated_at: number | null;
  /** When its story was last reported. */
  readonly changed_at: number;
  readonly closed_at: number | null;
}

export interface SettingRow {
  readonly key: string;
  readonly value: string;
}

/** Up to where a destination has been told by digests of a kind: days up to `day` are never told of again. */
export interface DigestRow {
  readonly destination_id: string;
  /** `daily` or `weekly`. */
  readonly kind: string;
  /** The last local day that is done with: `2026-11-23`. */
  readonly day: string;
  /** The hour and zone in which that day was reckoned. */
  readonly rhythm: string;
  /** Up to when stories have been told. */
  readonly until_at: number;
  /** What came of that day: `daily`, `weekly`, `away`, `quiet` when there was nothing to say, or `none`. */
  readonly variant: string;
  /** How many stories that day had, and how many of them its message listed. */
  readonly story_count: number;
  readonly listed_count: number;
  /** For how many days in a row nothing was sent because there was nothing to say. */
  readonly quiet_days: number;
  readonly queued_at: number;
}

/** What one person said of one story. */
export interface FeedbackRow {
  /** A keyed hash of the person's id: without the installation's key it tells nobody who that is. */
  readonly person: string;
  readonly story_id: number;
  readonly kind: string;
  /** JSON: the topics that the person says are the right ones. */
  readonly topics: string;
  readonly given_at: number;
}

/** What a destination is not to be told of for a while. */
export interface MuteRow {
  readonly destination_id: string;
  /** `story` or `topic`. */
  readonly kind: string;
  readonly subject: string;
  readonly until: number;
}

/** The folded words of a story's reports, each once. */
export interface StorySearchRow {
  /** The story's id. */
  readonly rowid: number;
  readonly words: string;
}

/** What came in on a day, counted apart from the rows, and what was removed of it by age. */
export interface TallyRow {
  /** Days from 1970 on, in UTC. */
  readonly day: number;
  readonly name: string;
  readonly count: number;
}
