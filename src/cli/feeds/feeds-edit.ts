import { removeFeed, setPaused } from '../../config/feeds-file.ts';
import { feedsPathOf } from '../../config/feeds.ts';
import type { Feed } from '../../core/subject.ts';
import { EXIT, UsageError, type Command } from '../command.ts';
import { print } from '../output.ts';
import { readSetup } from '../setup.ts';

const RESTART = 'A vigía that is running takes note when it is started again.';

/** `vigia feeds remove ID`: takes a feed off the list. */
export const feedsRemove = toEdit({
  name: 'feeds remove',
  summary: 'Take a feed off the list; what it has brought is kept',
  done: 'Removed',
  async edit(path, { id }, feeds) {
    if (feeds.length === 1) throw new UsageError(`${id} is the only feed: add another one first`);
    await removeFeed(path, id);
  },
});

/** `vigia feeds pause ID`: leaves a feed alone for a while. */
export const feedsPause = toEdit({
  name: 'feeds pause',
  summary: 'Leave a feed alone until it is resumed',
  done: 'Paused',
  edit: (path, { id }) => setPaused(path, id, true),
});

/** `vigia feeds resume ID`: the end of a pause. */
export const feedsResume = toEdit({
  name: 'feeds resume',
  summary: 'Poll a paused feed again',
  done: 'Resumed',
  edit: (path, { id }) => setPaused(path, id, false),
});

/** Makes a command that changes one feed of the list. */
function toEdit({
  name,
  summary,
  done,
  edit,
}: Pick<Command, 'name' | 'summary'> & {
  readonly done: string;
  readonly edit: (path: string, feed: Feed, feeds: readonly Feed[]) => Promise<void>;
}): Command {
  return {
    name,
    usage: 'ID',
    summary,
    options: {},
    positionals: { min: 1, max: 1 },
    async run({ positionals: [id] }) {
      const { settings, configuration } = readSetup();
      const path = feedsPathOf(settings);
      const feed = configuration.feeds.find((known) => known.id === id);
      if (feed === undefined) throw new UsageError(`there is no feed "${id ?? ''}" in ${path}`);
      await edit(path, feed, configuration.feeds);
      await print(`${done} ${feed.id} (${feed.outlet.name}) in ${path}. ${RESTART}\n`);
      return EXIT.ok;
    },
  };
}
