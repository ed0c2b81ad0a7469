import { writeOpml } from '../../app/tools/feed-list.ts';
import { EXIT, type Command } from '../command.ts';
import { print } from '../output.ts';
import { readSetup } from '../setup.ts';

/** `vigia feeds export`: the list for other readers. */
export const feedsExport: Command = {
  name: 'feeds export',
  usage: '',
  summary: 'Print the feeds as an OPML list for other readers',
  options: {},
  positionals: { min: 0, max: 0 },
  async run() {
    await print(writeOpml(readSetup().configuration, new Date()));
    return EXIT.ok;
  },
};
