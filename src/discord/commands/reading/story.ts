import { say } from '../../../core/messages/phrases.ts';
import type { Timeline } from '../../../core/messages/timeline.ts';
import type { UiLanguage } from '../../../core/subject.ts';
import type { Caller, Command, Feature, Reply } from '../../command.ts';
import { toPanel } from '../../rendering/panel.ts';
import { renderSources, renderTimeline } from '../../rendering/render-timeline.ts';
import {
  isStoryId,
  resolveStory,
  storyOption,
  suggestStories,
  type StoryOptionDeps,
} from './story-option.ts';
import { worded } from '../../rendering/localised.ts';
import { EVERYWHERE } from '../offered.ts';
import { addressesOf } from './why.ts';

export interface StoryDeps extends StoryOptionDeps {
  /** Undefined for a story that is kept no more. */
  readonly findTimeline: (
    storyId: string,
    addresses: readonly string[],
    language: UiLanguage,
  ) => Promise<Timeline | undefined>;
}

/** `/story`, the menus and buttons that open one, and the button that lists who reports it. */
export const storyFeature = (deps: StoryDeps): Feature => ({
  commands: [storyCommand(deps)],
  buttons: {
    'open-story': { run: (press) => show(deps, { storyId: press.values[0] ?? '' }, press) },
    story: { run: (press) => show(deps, { storyId: press.id.subjectOf }, press) },
    'story-page': {
      shownTo: 'same',
      run: (press) => {
        const [storyId = '', page] = press.id.subjectOf.split('.');
        return show(deps, { storyId, page: Number(page) }, press);
      },
    },
    sources: {
      run: async (press) => {
        const timeline = await find(deps, press.id.subjectOf, press);
        return timeline === undefined ? gone(press) : renderSources(timeline, deps.subject, press.language);
      },
    },
  },
});

const storyCommand = (deps: StoryDeps): Command => ({
  definition: {
    ...worded(
      { en: 'story', es: 'historia', pt: 'historia' },
      {
        en: 'How a story went: every report, what changed, what was sent here',
        es: 'Cómo fue una historia: cada publicación, qué cambió, qué se envió aquí',
        pt: 'Como foi uma história: cada matéria, o que mudou, o que foi enviado aqui',
      },
    ),
    ...EVERYWHERE,
    options: [storyOption(true)],
  },
  complete: (completion) => suggestStories(deps, completion),
  async run(call) {
    const { story } = call.options;
    const storyId = typeof story === 'string' ? await resolveStory(deps, story) : undefined;
    return show(deps, { storyId: storyId ?? '' }, call);
  },
});

async function show(
  deps: StoryDeps,
  { storyId, page = 1 }: { readonly storyId: string; readonly page?: number },
  caller: Caller,
): Promise<Reply> {
  const timeline = await find(deps, storyId, caller);
  if (timeline === undefined) return gone(caller);
  return renderTimeline(timeline, { subject: deps.subject, language: caller.language, page });
}

const find = async (
  { findTimeline }: StoryDeps,
  storyId: string,
  caller: Caller,
): Promise<Timeline | undefined> =>
  isStoryId(storyId) ? await findTimeline(storyId, addressesOf(caller), caller.language) : undefined;

const gone = ({ language, mention }: Caller): Reply =>
  toPanel({ parts: [[say('why.gone', language, { latest: mention('latest') })]] });
