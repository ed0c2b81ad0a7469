import type { Feature } from './command.ts';
import { help } from './commands/help.ts';
import { latestStories, type LatestDeps } from './commands/latest.ts';
import { mutes, type MuteFeatureDeps } from './commands/mute.ts';
import { score } from './commands/score.ts';
import { searchStories, type SearchDeps } from './commands/search.ts';
import { storyFeature, type StoryDeps } from './commands/story.ts';
import { topics, type TopicsDeps } from './commands/topics.ts';
import { why, type WhyDeps } from './commands/why.ts';
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
