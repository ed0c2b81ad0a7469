import type { Feature } from '../../command.ts';
import { help } from './help.ts';
import { latestStories, type LatestDeps } from './latest.ts';
import { mutes, type MuteFeatureDeps } from './mute.ts';
import { score } from './score.ts';
import { searchStories, type SearchDeps } from './search.ts';
import { storyFeature, type StoryDeps } from './story.ts';
import { topics, type TopicsDeps } from './topics.ts';
import { why, type WhyDeps } from './why.ts';
import { opinions, type OpinionDeps } from './opinions.ts';

/** What readers' commands and buttons can find out and keep. */
export interface ReadingDeps
  extends WhyDeps, LatestDeps, SearchDeps, StoryDeps, TopicsDeps, MuteFeatureDeps, OpinionDeps {}

/** What anybody can do: read, search, ask why, say what they make of a story, and hear nothing of it for a while. */
export const createReading = (deps: ReadingDeps): readonly Feature[] => [
  { commands: [topics(deps), help(deps.subject)] },
  latestStories(deps),
  searchStories(deps),
  storyFeature(deps),
  why(deps),
  score(deps),
  opinions(deps),
  mutes(deps),
];
