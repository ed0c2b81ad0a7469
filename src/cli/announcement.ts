import type { Configuration } from '../config/configuration.ts';
import type { Settings } from '../config/settings.ts';

const STEPS = 'README.md, "Connect Discord", goes through it step by step.';

/** Says where alerts go: to Discord, or here, and then how to connect Discord. */
export function whereAlertsGo(settings: Settings, { destinations }: Configuration): readonly string[] {
  if (settings.discord.token === undefined) {
    return [
      'Alerts are shown here. To post them to Discord, set DISCORD_TOKEN in .env and list a channel in',
      `${settings.configDir}/destinations.yaml: ${STEPS}`,
    ];
  }
  const { length } = destinations;
  if (length > 0)
    return [`Alerts are posted to ${String(length)} Discord channel${length === 1 ? '' : 's'}.`];
  return [
    'Alerts are shown here: there is a Discord token, but no channel to post to. List one in',
    `${settings.configDir}/destinations.yaml: ${STEPS}`,
  ];
}
