import type { ShownMessage } from '../../core/messages/message.ts';
import { renderCard } from './render-card.ts';
import { renderCatchUp } from './render-catch-up.ts';
import { renderDigest } from './render-digest.ts';
import { renderFailing, renderTest } from './render-trial.ts';
import { renderOperator } from './render-operator.ts';
import { renderUpdate } from './render-update.ts';
import { renderWelcome } from './render-welcome.ts';
import { withStopButton } from './card-buttons.ts';
import type { DiscordMessage } from './discord-message.ts';

/**
 * Renders a message. Nobody is pinged by it but the role that it names, and whatever a feed wrote stands in it as plain
 * text.
 * @param marker stands in the message's buttons, so that the bot can recognise it in the channel's history
 */
export function render(message: ShownMessage, marker: string): DiscordMessage {
  if (message.kind === 'update') return renderUpdate(message, marker);
  return isCard(message) ? renderCard(message, marker) : renderReport(message, marker);
}

type CardShape = Extract<ShownMessage, { kind: 'alert' | 'edit' | 'close' }>;
const isCard = (message: ShownMessage): message is CardShape =>
  message.kind === 'alert' || message.kind === 'edit' || message.kind === 'close';

/** Renders what is about no single story. */
function renderReport(
  message: Exclude<ShownMessage, CardShape | { kind: 'update' }>,
  marker: string,
): DiscordMessage {
  switch (message.kind) {
    case 'welcome':
      return renderWelcome(message, marker);
    case 'catch-up':
      return renderCatchUp(message, marker);
    case 'notice':
    case 'operator-status':
      return renderOperator(message, marker);
    case 'digest':
      return renderDigest(message, marker);
    case 'test':
      return renderTest(message);
    case 'failing':
      return renderFailing(message);
  }
}

/** Renders a message to a person: with a button that ends all of them, unless it is about a channel. */
export function renderForPerson(message: ShownMessage, marker: string): DiscordMessage {
  if (message.kind === 'failing') return render(message, marker);
  return withStopButton(render(message, marker), message.language, marker);
}
