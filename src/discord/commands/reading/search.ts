import { ApplicationCommandOptionType, type APIApplicationCommandStringOption } from 'discord.js';
import type { StoryView } from '../../../core/messages/message.ts';
import { say } from '../../../core/messages/phrases.ts';
import type { UiLanguage } from '../../../core/subject.ts';
import { toQueryWords } from '../../../core/text/search-words.ts';
import type { Caller, Command, Feature, Reply } from '../../command.ts';
import { toButton, toButtons, toPanel } from '../../rendering/panel.ts';
import { toMarkup } from '../../rendering/safe-text.ts';
import { storyLines, storyMenu } from '../../rendering/story-list.ts';
import { worded } from '../../rendering/localised.ts';
import { EVERYWHERE } from '../offered.ts';

const PAGE = 5;
const QUERY_LENGTH = 100;

export interface SearchDeps {
  readonly now: () => Date;
  /** Finds stories of any age that hold each of these words; the words are folded. */
  readonly search: (wanted: {
    readonly words: readonly string[];
    readonly language: UiLanguage;
    readonly limit: number;
    readonly offset: number;
  }) => Promise<{ readonly stories: readonly StoryView[]; readonly count: number }>;
}

/** A button made by hand may name any page; a database takes no offset beyond its numbers. */
const MOST_PAGES = 100_000;

/** `/search` and the buttons that turn its pages. */
export const searchStories = (deps: SearchDeps): Feature => ({
  commands: [searchCommand(deps)],
  buttons: {
    search: {
      shownTo: 'same',
      run: (press) => {
        const [page = '', words = ''] = press.id.subjectOf.split('.');
        return showPage(deps, { words: toQueryWords(words), page: Number(page) }, press);
      },
    },
  },
});

const searchCommand = (deps: SearchDeps): Command => ({
  definition: {
    ...worded(
      { en: 'search', es: 'buscar', pt: 'buscar' },
      {
        en: 'Stories whose reports hold these words, in any language',
        es: 'Historias cuyas publicaciones contienen estas palabras, en cualquier idioma',
        pt: 'Histórias cujas matérias contêm estas palavras, em qualquer idioma',
      },
    ),
    ...EVERYWHERE,
    options: [QUERY_OPTION],
  },
  run: (call) => {
    const { query } = call.options;
    const words = toQueryWords(typeof query === 'string' ? query : '');
    return showPage(deps, { words, page: 1 }, call);
  },
});

const QUERY_OPTION: APIApplicationCommandStringOption = {
  type: ApplicationCommandOptionType.String,
  ...worded(
    { en: 'query', es: 'palabras', pt: 'palavras' },
    {
      en: 'Words, or how they begin; accents do not matter',
      es: 'Palabras, o cómo empiezan; los acentos no importan',
      pt: 'Palavras, ou como começam; os acentos não importam',
    },
  ),
  required: true,
  max_length: QUERY_LENGTH,
};

async function showPage(
  { search, now }: SearchDeps,
  { words, page }: { readonly words: readonly string[]; readonly page: number },
  { language }: Caller,
): Promise<Reply> {
  if (words.length === 0) return toPanel({ parts: [[say('search.empty', language)]] });
  const wanted = Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1;
  const { stories, count } = await search({ words, language, limit: PAGE, offset: (wanted - 1) * PAGE });
  const query = toMarkup(words.join(' '), QUERY_LENGTH);
  if (count === 0) return toPanel({ parts: [[say('search.none', language, { query })]] });
  const pages = Math.ceil(count / PAGE);
  const turn = (to: number, label: string) => toButton('search', `${String(to)}.${words.join('+')}`, label);
  return toPanel({
    parts: [
      [`### ${say('search.title', language, { query, count })}`, ...storyLines(stories, language)],
      pages === 1 ? [] : [`-# ${say('page.of', language, { page: wanted, pages })}`],
    ],
    rows: [
      storyMenu(stories, language, now()),
      toButtons([
        ...(wanted > 1 ? [turn(wanted - 1, say('page.previous', language))] : []),
        ...(wanted < pages ? [turn(wanted + 1, say('page.next', language))] : []),
      ]),
    ],
  });
}
