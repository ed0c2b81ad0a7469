import type { Configuration } from '../config/configuration.ts';
import type { Settings } from '../config/settings.ts';

const STEPS = 'README.md, "Connect Discord", goes through it step by step.';

/** Says where alerts go: to Discord, or here, and then how to connect Discord. */
export function whereAlertsGo(settings: Settings, { destinations }: Configuration): readonly string[] {
  if (settings.discord.token === undefined) {
    return [
      'Alerts are shown here. To post them to Discord, set DISCORD_TOKEN in .env and use /channel subscribe there,',
      `or list a channel in ${settings.configDir}/destinations.yaml: ${STEPS}`,
    ];
  }
  const { length } = destinations;
  const ofFile =
    length === 0
      ? 'No channel is listed in destinations.yaml.'
      : `Alerts are posted to ${String(length)} Discord channel${length === 1 ? '' : 's'} of destinations.yaml.`;
  return [ofFile, 'On Discord, /channel subscribe adds a channel, and /subscribe sends direct messages.'];
}
