import { previewNamed, type ShownPreview } from '../app/tools/preview.ts';
import { sayHeldBack } from '../core/messages/say-held-back.ts';
import type { DeliveryState } from '../core/messages/message.ts';
import type { Subject } from '../core/subject.ts';
import { toPlainLine } from '../core/text/plain-text.ts';
import { EXIT, type Command } from './command.ts';
import { print } from './output.ts';
import { readSetup } from './setup.ts';

/** `vigia preview STORY`: what would be sent where of a story, and why not elsewhere; sends nothing. */
export const preview: Command = {
  name: 'preview',
  usage: 'STORY',
  summary: 'Show what would be sent where of a story (its id, or words of it), and send nothing',
  options: {},
  positionals: { min: 1, max: Number.MAX_SAFE_INTEGER },
  async run({ positionals }) {
    const setup = readSetup();
    const named = positionals.join(' ');
    const colour = process.stdout.isTTY;
    const found = await previewNamed(setup, named, { now: new Date(), colour });
    if (found === undefined) {
      process.stderr.write(`vigia: there is no story "${named}"\n`);
      return EXIT.failed;
    }
    const { id, headline, importance, destinations } = found;
    const lines = [
      `Story ${String(id)}: ${toPlainLine(headline)}`,
      `Importance ${importance.toFixed(2)}. Nothing is sent by this command.`,
      ...(destinations.length === 0 ? ['', 'There is no destination.'] : []),
      ...destinations.flatMap((each) => previewLines(each, setup.configuration.subject)),
    ];
    await print(`${lines.join('\n')}\n`);
    return EXIT.ok;
  },
};

/** What has become of an alert, in words. */
const STATES: Readonly<Record<DeliveryState, string>> = {
  pending: 'waits to be sent',
  sending: 'is being sent',
  sent: 'was sent',
  failed: 'will be tried again',
  unknown: 'may have been sent',
  dead: 'could not be sent',
  folded: 'is told by a summary',
};

function previewLines(
  { destination, isPaused, alert, outcome, text }: ShownPreview,
  { topics }: Subject,
): string[] {
  const { id, platform, level, language } = destination;
  const nameOf = (topicId: string): string =>
    topics.find((topic) => topic.id === topicId)?.name.en ?? topicId;
  const state = alert === undefined ? '' : ` Its alert ${STATES[alert.state]} (${alert.at.toISOString()}).`;
  const pause = isPaused ? ' The destination is paused.' : '';
  const verdict =
    outcome.kind === 'owed'
      ? `An alert is owed${outcome.message.silent ? ', without a sound' : ', with a sound'}.`
      : `Nothing is owed: ${sayHeldBack(outcome.why, 'en', nameOf)}.`;
  const heading = `${id} (${platform}, ${level}, ${language}): ${verdict}${state}${pause}`;
  return ['', heading, ...(text === '' ? [] : [text.trim()])];
}
